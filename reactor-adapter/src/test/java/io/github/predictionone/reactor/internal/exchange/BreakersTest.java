package io.github.predictionone.reactor.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.internal.support.SteppedTime;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakersTest {

    @ParameterizedTest(name = "{0} h")
    @ValueSource(ints = {-2, 2})
    @DisplayName("1.8 3.4 an open breaker lets a call through after 30 s, whatever the wall clock does")
    void openFor(int hours) {
        SteppedTime clock = new SteppedTime();
        CircuitBreaker breaker = Breakers.breaker(clock.time());
        clock.advance(Duration.ofHours(1));
        breaker.transitionToOpenState();
        clock.step(Duration.ofHours(hours));
        clock.advance(Duration.ofSeconds(30));
        assertThat(breaker.tryAcquirePermission()).as("after 30 s").isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(breaker.tryAcquirePermission()).as("1 ms later").isTrue();
    }
}
