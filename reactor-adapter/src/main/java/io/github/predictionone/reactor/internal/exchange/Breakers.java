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

/** Resilience4j's parts as a client has them by default, on the client's own clock. */
public final class Breakers {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    private Breakers() {}

    public static RateLimiter limiter(int requestsPerSecond, Time time) {
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(requestsPerSecond)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                // The queue before it has a bound of its own.
                .timeoutDuration(FOR_EVER)
                .build();
        return new AtomicRateLimiter("predictionone", config, time::nanos);
    }

    public static CircuitBreaker breaker(Time time) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .failureRateThreshold(50)
                // The one without a lock is a linked list, which makes garbage collection expensive.
                .slidingWindow(20, 20, COUNT_BASED, SYNCHRONIZED)
                .waitDurationInOpenState(Duration.ofSeconds(30))
                // One that goes well is enough: more would count failures of the outage against a service that is back.
                .permittedNumberOfCallsInHalfOpenState(1)
                // A call that waits for its turn is slow, and nobody's fault.
                .slowCallDurationThreshold(FOR_EVER)
                .recordException(Failures::speaksAgainstService)
                .clock(time.clock())
                .currentTimestampFunction(clock -> time.nanos(), TimeUnit.NANOSECONDS)
                .build();
        return CircuitBreaker.of("predictionone", config);
    }

    /** Another one of the same kind: one that the application has put out of action stands for all. */
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
