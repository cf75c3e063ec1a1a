package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.testsupport.Property;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    @DisplayName("3.2 Retry-After is a number of seconds or an HTTP date")
    void reads() {
        assertThat(RetryAfter.parse(" 120 ", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Tue, 24 Nov 2026 10:00:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Tue, 24 Nov 2026 09:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.parse("99999999999999999999", NOW)).isEqualTo(Duration.ofDays(365));
        assertThat(RetryAfter.parse("soon", NOW)).isNull();
        assertThat(RetryAfter.parse("-5", NOW)).isNull();
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }

    @Test
    @DisplayName("3.2 a Retry-After header of any content gives a wait or none, and never an exception")
    void neverThrows() {
        Property.check(1_000, draw -> {
            Duration wait = RetryAfter.parse(draw.text(0, 255), NOW);
            assertThat(wait == null || !wait.isNegative()).isTrue();
        });
    }
}
