package io.github.predictionone.reactor.internal.exchange;

import static io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED;
import static io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType.COUNT_BASED;

import io.github.predictionone.internal.wire.Failures;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The default rate limiter and circuit breaker of a client, on the client's own clock. */
public final class Breakers {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    private Breakers() {}

    public static RateLimiter limiter(int requestsPerSecond, Time time) {
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(requestsPerSecond)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                // The queue in front of the limiter has its own time limit.
                .timeoutDuration(FOR_EVER)
                .build();
        return new AtomicRateLimiter("predictionone", config, time::nanos);
    }

    public static CircuitBreaker breaker(Time time) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .failureRateThreshold(50)
                // The window without a lock is a linked list, which makes garbage collection expensive.
                .slidingWindow(20, 20, COUNT_BASED, SYNCHRONIZED)
                .waitDurationInOpenState(Duration.ofSeconds(30))
                // One success is enough: with more, failures of the outage would count against a service that has
                // recovered.
                .permittedNumberOfCallsInHalfOpenState(1)
                // A slow call is not a failure: it may only have waited for its turn.
                .slowCallDurationThreshold(FOR_EVER)
                .recordException(Failures::speaksAgainstService)
                .clock(time.clock())
                .currentTimestampFunction(clock -> time.nanos(), TimeUnit.NANOSECONDS)
                .build();
        return CircuitBreaker.of("predictionone", config);
    }

    /**
     * Returns another breaker with the same configuration. A model that the application has disabled or forced open
     * determines its state, too.
     */
    static CircuitBreaker like(CircuitBreaker model, String suffix) {
        CircuitBreaker own = CircuitBreaker.of(model.getName() + suffix, model.getCircuitBreakerConfig());
        switch (model.getState()) {
            case DISABLED -> own.transitionToDisabledState();
            case METRICS_ONLY -> own.transitionToMetricsOnlyState();
            case FORCED_OPEN -> own.transitionToForcedOpenState();
            default -> {}
        }
        return own;
    }
}
