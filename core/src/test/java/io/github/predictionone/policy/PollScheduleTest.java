package io.github.predictionone.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.predictionone.testsupport.Property;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private static final Duration AGES = Duration.ofDays(400_000_000);

    private static PollContext after(Duration age, int polls) {
        return new PollContext(age, polls);
    }

    @Test
    @DisplayName("4.4 a fixed wait is never shorter than its length, and at most 10 % longer")
    void fixed() {
        Property.check(1_000, draw -> {
            long nanos = draw.number(1, Long.MAX_VALUE / 4);
            double random = draw.fraction();
            Duration wait = PollSchedule.fixed(Duration.ofNanos(nanos)).delay(after(AGES, 7), random);
            // A double has 53 bits, which causes a relative error of about 10^-16 either way.
            assertThat(wait.toNanos()).isBetween((long) (nanos * (1 - 1e-12)), (long) (nanos * (1.1 + 1e-12)));
        });
    }

    @Test
    @DisplayName("4.4 exponential waits stay within their bounds for any number of polls and any factor")
    void exponential() {
        Property.check(1_000, draw -> {
            long first = draw.number(1, 100_000_000_000L);
            long more = draw.number(0, 1_000_000_000_000L);
            double factor = draw.decimal(1, 1e9);
            int polls = draw.integer(0, Integer.MAX_VALUE);
            double random = draw.fraction();
            Duration low = Duration.ofNanos(first);
            Duration high = low.plusNanos(more);
            assertThat(PollSchedule.exponential(low, factor, high).delay(after(AGES, polls), random))
                    .isBetween(low, high);
        });
    }

    @Test
    @DisplayName("4.4 proportional waits stay within their bounds, and within 10 % of their fraction of the age")
    void proportional() {
        Property.check(1_000, draw -> {
            long ageSeconds = draw.number(0, 40_000_000_000_000L);
            double random = draw.fraction();
            Duration wait = PollSchedule.defaults().delay(after(Duration.ofSeconds(ageSeconds), 1), random);
            assertThat(wait).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
            if (ageSeconds > 23 && ageSeconds < 270) {
                assertThat(wait.toMillis()).isBetween(ageSeconds * 90, ageSeconds * 110);
            }
        });
    }

    @Test
    @DisplayName("4.4 a change of status makes the waits short again")
    void earlyAgain() {
        PollSchedule exponential = PollSchedule.exponential(Duration.ofSeconds(1), 2, Duration.ofMinutes(5));
        assertThat(exponential.delay(after(Duration.ofHours(1), 6), 0.5)).isEqualTo(Duration.ofSeconds(64));
        assertThat(exponential.delay(after(Duration.ofHours(1), 0), 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(PollSchedule.defaults().delay(after(Duration.ofHours(1), 0), 0))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    @DisplayName("4.4 the default wait is 10 % of the age, but at least 2 s and at most 30 s")
    void defaults() {
        assertThat(PollSchedule.defaults())
                .isEqualTo(PollSchedule.proportional(0.1, Duration.ofSeconds(2), Duration.ofSeconds(30)));
        assertThat(PollSchedule.defaults().delay(after(Duration.ofSeconds(100), 1), 0.5))
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    @DisplayName("4.4 a poll schedule with an invalid value is refused immediately")
    void refused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> PollSchedule.fixed(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> PollSchedule.fixed(second.negated()));
        assertThatIllegalArgumentException().isThrownBy(() -> PollSchedule.exponential(second, 0.9, second));
        assertThatIllegalArgumentException().isThrownBy(() -> PollSchedule.exponential(second, Double.NaN, second));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollSchedule.exponential(second, 2, Duration.ofMillis(999)))
                .withMessageContaining("max");
        assertThatIllegalArgumentException().isThrownBy(() -> PollSchedule.proportional(0, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> PollSchedule.proportional(1.1, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> PollSchedule.proportional(Double.NaN, second, second));
    }
}
