package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The time limits that an application can set for a client or a watch. */
class LimitsTest {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private static Arguments setting(String name, Consumer<Duration> setter) {
        return Arguments.of(name, setter);
    }

    static Stream<Arguments> settings() {
        PredictionOneClient.Builder builder = PredictionOneClient.builder();
        return Stream.of(
                setting("connectTimeout", builder::connectTimeout),
                setting("responseTimeout", builder::responseTimeout),
                setting("transferIdleTimeout", builder::transferIdleTimeout),
                setting("acquireTimeout", builder::acquireTimeout),
                setting("deadline", WatchOptions.defaults()::withDeadline),
                setting("failureTolerance", WatchOptions.defaults()::withFailureTolerance));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    @DisplayName("4.4 a time limit out of range is refused, and the message names the setting and the value")
    void refused(String name, Consumer<Duration> setter) {
        for (Duration value : List.of(Duration.ofNanos(-1), LONGEST.plusNanos(1), ChronoUnit.FOREVER.getDuration())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> setter.accept(value))
                    .withMessageMatching(
                            name + " must be (positive|at least zero) and at most 292 years, not " + value);
        }
        assertThatNullPointerException().isThrownBy(() -> setter.accept(null)).withMessage(name);
        assertThatCode(() -> setter.accept(LONGEST)).doesNotThrowAnyException();
    }
}
