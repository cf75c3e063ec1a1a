package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.internal.Time;
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
    private State seen = State.CLOSED;
    private int changes;
    private int trying;
    private int openings;
    private long triedAt;
    private long triesAgainAt;

    Circuit(CircuitBreaker breaker, Time time) {
        this.breaker = breaker;
        this.time = time;
        look();
    }

    /** Of a breaker that never opens. */
    static Circuit closed(Time time) {
        CircuitBreaker disabled = CircuitBreaker.ofDefaults("predictionone-off");
        disabled.transitionToDisabledState();
        return new Circuit(disabled, time);
    }

    /** To send one request; null if none may be sent now. */
    synchronized @Nullable Permission tryAcquire() {
        if (look() == State.OPEN && openings > 1 && time.nanos() >= triesAgainAt) {
            breaker.transitionToHalfOpenState();
        }
        if (look() == State.HALF_OPEN
                && trying >= breaker.getCircuitBreakerConfig().getPermittedNumberOfCallsInHalfOpenState()) {
            return null;
        }
        if (!breaker.tryAcquirePermission()) {
            look();
            return null;
        }
        if (look() == State.HALF_OPEN) {
            trying++;
            triedAt = time.nanos();
        }
        return new Permission(changes, breaker.getCurrentTimestamp());
    }

    /** What it says to those who wait, who need no permission for that. */
    enum Verdict {
        LETS_THROUGH,
        /** Another request finds out whether the service is back. */
        HOLDS_BACK,
        REFUSES
    }

    synchronized Verdict verdict() {
        Permission permission = tryAcquire();
        if (permission != null) {
            permission.released();
            return Verdict.LETS_THROUGH;
        }
        return seen == State.HALF_OPEN ? Verdict.HOLDS_BACK : Verdict.REFUSES;
    }

    /** Why a request is not sent, and how long none will be. */
    synchronized TransportException refusal(String doing) {
        Duration left = look() == State.OPEN ? Duration.ofNanos(Math.max(0, triesAgainAt - time.nanos())) : null;
        return new TransportException(
                doing + ": not sent, because the circuit breaker is open after too many failures",
                CallNotPermittedException.createCallNotPermittedException(breaker),
                Retryability.LATER,
                left);
    }

    /** Looked at from here: one consumer of the breaker's events would have it make an event of every call. */
    private State look() {
        State now = breaker.getState();
        if (now != seen) {
            changes++;
            trying = 0;
            if (now == State.OPEN) {
                opened();
            } else if (now == State.HALF_OPEN) {
                triedAt = time.nanos();
            } else if (now == State.CLOSED && openings > 0) {
                closed();
            }
            seen = now;
        }
        return now;
    }

    private void opened() {
        openings++;
        long millis = breaker.getCircuitBreakerConfig()
                .getWaitIntervalFunctionInOpenState()
                .apply(openings);
        // From one try to the next: one that met with silence has taken long enough.
        triesAgainAt = Time.after(openings > 1 ? triedAt : time.nanos(), Duration.ofMillis(millis));
        if (openings == 1) {
            LOG.atWarn()
                    .addKeyValue("circuitBreaker", breaker.getName())
                    .addKeyValue("failureRate", breaker.getMetrics().getFailureRate())
                    .log("circuit breaker opened after too many failures: calls are not sent for a while");
        }
    }

    private void closed() {
        openings = 0;
        LOG.atInfo()
                .addKeyValue("circuitBreaker", breaker.getName())
                .log("circuit breaker closed: the service answers again");
    }

    /** For one request. One of its methods is to be called, once. */
    final class Permission {

        private final int given;
        private final long start;

        private Permission(int given, long start) {
            this.given = given;
            this.start = start;
        }

        void answered(Object answer) {
            over(() -> breaker.onResult(lasted(), breaker.getTimestampUnit(), answer));
        }

        void failed(Throwable failure) {
            over(() -> breaker.onError(lasted(), breaker.getTimestampUnit(), failure));
        }

        /** The request said nothing about the service. */
        void released() {
            over(breaker::releasePermission);
        }

        /** Under a monitor: Resilience4j's own lock may park the event loop that finds another one recording. */
        private void over(Runnable recording) {
            synchronized (Circuit.this) {
                look();
                if (given == changes) {
                    trying = Math.max(0, trying - 1);
                    recording.run();
                    look();
                }
            }
        }

        private long lasted() {
            return breaker.getCurrentTimestamp() - start;
        }
    }
}
