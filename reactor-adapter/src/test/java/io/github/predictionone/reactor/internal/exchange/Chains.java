package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.CredentialType;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.Endpoint;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.time.Duration;
import java.util.Optional;

/** Creates exchanges that run on the test's time, without jitter. */
public final class Chains {

    public static final Duration LONGEST_WAIT = Duration.ofHours(10);

    private static final Time TIME = Time.system();

    private Chains() {}

    /** Returns exchanges with the default settings of a client. */
    public static Exchanges defaults() {
        return of(Optional.of(Breakers.breaker(TIME)), limiter(20), LONGEST_WAIT, 50);
    }

    /** Returns exchanges with unlimited connections; 0 requests per second means no rate limit. */
    public static Exchanges of(boolean breaker, int requestsPerSecond) {
        return of(
                breaker ? Optional.of(Breakers.breaker(TIME)) : Optional.empty(),
                requestsPerSecond > 0 ? limiter(requestsPerSecond) : Optional.empty(),
                LONGEST_WAIT,
                Integer.MAX_VALUE);
    }

    /** Returns exchanges without circuit breaker and rate limit. */
    static Exchanges retrying(RetryPolicy policy) {
        return of(policy, Optional.empty(), Optional.empty(), LONGEST_WAIT, Integer.MAX_VALUE);
    }

    static Exchanges of(
            Optional<CircuitBreaker> breaker, Optional<RateLimiter> limiter, Duration longestWait, int connections) {
        return of(RetryPolicy.defaults(), breaker, limiter, longestWait, connections);
    }

    private static Exchanges of(
            RetryPolicy policy,
            Optional<CircuitBreaker> breaker,
            Optional<RateLimiter> limiter,
            Duration longestWait,
            int connections) {
        SendQueue queue = new SendQueue(limiter, longestWait, TIME);
        Chain chain = new Chain(policy, queue, new ActiveCalls(), TIME, () -> 0.5, Optional.empty());
        return new Exchanges(chain, breaker, connections);
    }

    static Optional<RateLimiter> limiter(int requestsPerSecond) {
        return Optional.of(Breakers.limiter(requestsPerSecond, TIME));
    }

    /** Returns a request that needs the key of the given model. */
    static ApiRequest<String> retraining(long model) {
        return new ApiRequest<>(
                Endpoint.RETRAIN_STATUS_CHECK,
                "j",
                "/v1/external/retrain_jobs/j",
                null,
                body -> "done",
                CredentialType.retrain(model),
                null);
    }
}
