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
 * A circuit breaker that decides at the moment of sending and records only outcomes of the network. It ignores the
 * outcome of a request that was sent before the last change of state, which says nothing about the new state.
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
     * The lock is that of the queue, because a listener of the application's breaker is called under it and may make
     * calls. Resilience4j's own lock could park an event loop while another one is recording.
     */
    Circuit(CircuitBreaker breaker, Time time, Object lock) {
        this.breaker = breaker;
        this.time = time;
        this.lock = lock;
        refresh();
    }

    /** Returns a circuit that never opens. */
    static Circuit closed(Time time, Object lock) {
        CircuitBreaker disabled = CircuitBreaker.ofDefaults("predictionone-off");
        disabled.transitionToDisabledState();
        return new Circuit(disabled, time, lock);
    }

    /** Returns the permission to send one request; null if none may be sent now. */
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

    /** The decision on waiting requests, which does not use up a permission. */
    enum Verdict {
        LETS_THROUGH,
        /** Requests wait while another one tests whether the service has recovered. */
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

    /**
     * Returns how often the breaker has opened. A request from before the last opening must not wait for the next trial
     * call, too.
     */
    int openings() {
        synchronized (lock) {
            return openings;
        }
    }

    /** Returns the exception for a request that is not sent, with the time until the next trial call. */
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

    /**
     * Reads the state here, because a single consumer of the breaker's events would make it create an event for every
     * call.
     */
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
        // Measured from the start of the last trial call: the time that it waited for a response counts, too.
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

    /** The permission to send one request. Exactly one of its methods must be called, once. */
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

        /** Returns the permission, because the request says nothing about the service. */
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

        /** Catches exceptions, because the application's breaker may run code of the application. */
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
