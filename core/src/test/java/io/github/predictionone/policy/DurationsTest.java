package io.github.predictionone.policy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DurationsTest {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private static Arguments setting(String name, boolean mayBeZero, Consumer<Duration> setter) {
        return Arguments.of(name, mayBeZero, setter);
    }

    static Stream<Arguments> settings() {
        RetryPolicy policy = RetryPolicy.defaults().withFirstWait(Duration.ofNanos(1));
        Duration least = Duration.ofNanos(1);
        return Stream.of(
                setting("wait", false, PollSchedule::fixed),
                setting("first", false, time -> PollSchedule.exponential(time, 2, LONGEST)),
                setting("max", false, time -> PollSchedule.exponential(least, 2, time)),
                setting("min", false, time -> PollSchedule.proportional(0.1, time, LONGEST)),
                setting("max", false, time -> PollSchedule.proportional(0.1, least, time)),
                setting("firstWait", false, time -> policy.withMaxWait(LONGEST).withFirstWait(time)),
                setting("maxWait", false, policy::withMaxWait),
                setting("maxRetryAfter", true, policy::withMaxRetryAfter));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    @DisplayName("4.4 a wait out of range is refused immediately, with the name of the setting and the value")
    void refused(String name, boolean mayBeZero, Consumer<Duration> setter) {
        String bound = " must be " + (mayBeZero ? "at least zero" : "positive") + " and at most 292 years, not ";
        for (Duration value : List.of(
                Duration.ofNanos(-1),
                Duration.ofSeconds(Long.MIN_VALUE),
                LONGEST.plusNanos(1),
                ChronoUnit.FOREVER.getDuration())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> setter.accept(value))
                    .withMessage(name + bound + value);
        }
        assertThatNullPointerException().isThrownBy(() -> setter.accept(null)).withMessage(name);
        assertThatCode(() -> setter.accept(LONGEST)).doesNotThrowAnyException();
        if (mayBeZero) {
            assertThatCode(() -> setter.accept(Duration.ZERO)).doesNotThrowAnyException();
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> setter.accept(Duration.ZERO))
                    .withMessage(name + bound + "PT0S");
        }
    }
}
