package io.github.predictionone.reactor.internal.exchange;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker, asked at the moment of sending and told what the network did, nothing else. What was sent before the
 * last change of its state says nothing about the state after it.
 */
final class Circuit {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.circuitbreaker");

    private final CircuitBreaker breaker;
    private final Time time;
    private final Object lock;

    @GuardedBy("lock")
    private State lastState = State.CLOSED;

    @GuardedBy("lock")
    private int stateChanges;

    @GuardedBy("lock")
    private int trialCalls;

    @GuardedBy("lock")
    private int openings;

    @GuardedBy("lock")
    private int openingsInARow;

    @GuardedBy("lock")
    private boolean tried;

    @GuardedBy("lock")
    private long triedAt;

    @GuardedBy("lock")
    private long triesAgainAt;

    /**
     * The lock is that of the queue that asks: a listener of the application's breaker, which is called under it, may make
     * calls. Resilience4j's own lock may park the event loop that finds another one recording.
     */
    Circuit(CircuitBreaker breaker, Time time, Object lock) {
        this.breaker = breaker;
        this.time = time;
        this.lock = lock;
        refresh();
    }

    /** Of a breaker that never opens. */
    static Circuit closed(Time time, Object lock) {
        CircuitBreaker disabled = CircuitBreaker.ofDefaults("predictionone-off");
        disabled.transitionToDisabledState();
        return new Circuit(disabled, time, lock);
    }

    /** To send one request; null if none may be sent now. */
    @Nullable
    Permission tryAcquire() {
        synchronized (lock) {
            if (refresh() == State.OPEN && tried && time.nanos() >= triesAgainAt) {
                breaker.transitionToHalfOpenState();
            }
            if (refresh() == State.HALF_OPEN
                    && trialCalls >= breaker.getCircuitBreakerConfig().getPermittedNumberOfCallsInHalfOpenState()) {
                return null;
            }
            if (!breaker.tryAcquirePermission()) {
                refresh();
                return null;
            }
            if (refresh() == State.HALF_OPEN) {
                trialCalls++;
                tried = true;
                triedAt = time.nanos();
            }
            return new Permission(stateChanges, breaker.getCurrentTimestamp());
        }
    }

    /** What it says to those who wait, who need no permission for that. */
    enum Verdict {
        LETS_THROUGH,
        /** Another request finds out whether the service is back. */
        HOLDS_BACK,
        REFUSES
    }

    Verdict verdict() {
        synchronized (lock) {
            Permission permission = tryAcquire();
            if (permission != null) {
                permission.released();
                return Verdict.LETS_THROUGH;
            }
            return lastState == State.HALF_OPEN ? Verdict.HOLDS_BACK : Verdict.REFUSES;
        }
    }

    /** How often it has opened: who came before the last time is not to wait for the next try, too. */
    int openings() {
        synchronized (lock) {
            return openings;
        }
    }

    /** Why a request is not sent, and how long none will be. */
    TransportException refusal(String doing) {
        synchronized (lock) {
            Duration left = refresh() == State.OPEN ? Duration.ofNanos(Math.max(0, triesAgainAt - time.nanos())) : null;
            return new TransportException(
                    doing + ": not sent, because the circuit breaker is open after too many failures",
                    CallNotPermittedException.createCallNotPermittedException(breaker),
                    Retryability.LATER,
                    left);
        }
    }

    /** Looked at from here: one consumer of the breaker's events would have it make an event of every call. */
    @GuardedBy("lock")
    private State refresh() {
        State now = breaker.getState();
        if (now != lastState) {
            stateChanges++;
            trialCalls = 0;
            if (now == State.OPEN) {
                opened();
            } else if (now == State.HALF_OPEN) {
                tried = false;
            } else if (now == State.CLOSED && openingsInARow > 0) {
                closed();
            }
            lastState = now;
        }
        return now;
    }

    @GuardedBy("lock")
    private void opened() {
        openings++;
        openingsInARow++;
        long millis = breaker.getCircuitBreakerConfig()
                .getWaitIntervalFunctionInOpenState()
                .apply(openingsInARow);
        // From one try to the next: one that met with silence has taken long enough.
        triesAgainAt = Time.after(tried ? triedAt : time.nanos(), Duration.ofMillis(millis));
        if (openingsInARow == 1) {
            LOG.atWarn()
                    .addKeyValue("circuitBreaker", breaker.getName())
                    .addKeyValue("failureRate", breaker.getMetrics().getFailureRate())
                    .log("circuit breaker opened after too many failures: calls are not sent for a while");
        }
    }

    @GuardedBy("lock")
    private void closed() {
        openingsInARow = 0;
        tried = false;
        LOG.atInfo()
                .addKeyValue("circuitBreaker", breaker.getName())
                .log("circuit breaker closed: the service answers again");
    }

    /** For one request. One of its methods is to be called, once. */
    final class Permission {

        private final int stateChangesBefore;
        private final long startedAt;

        private Permission(int stateChangesBefore, long startedAt) {
            this.stateChangesBefore = stateChangesBefore;
            this.startedAt = startedAt;
        }

        void answered(Object answer) {
            finish(() -> breaker.onResult(duration(), breaker.getTimestampUnit(), answer));
        }

        void failed(Throwable failure) {
            finish(() -> breaker.onError(duration(), breaker.getTimestampUnit(), failure));
        }

        /** The request said nothing about the service. */
        void released() {
            finish(breaker::releasePermission);
        }

        private void finish(Runnable recording) {
            synchronized (lock) {
                refresh();
                if (stateChangesBefore == stateChanges) {
                    trialCalls = Math.max(0, trialCalls - 1);
                    record(recording);
                    refresh();
                }
            }
        }

        /** The application's breaker may have code of the application in it. */
        private void record(Runnable recording) {
            try {
                recording.run();
            } catch (RuntimeException e) {
                breaker.releasePermission();
                LOG.atWarn()
                        .addKeyValue("circuitBreaker", breaker.getName())
                        .addKeyValue("exception", e.getClass().getSimpleName())
                        .log("the circuit breaker failed to record a call: {}", e.getMessage());
            }
        }

        private long duration() {
            return breaker.getCurrentTimestamp() - startedAt;
        }
    }
}
