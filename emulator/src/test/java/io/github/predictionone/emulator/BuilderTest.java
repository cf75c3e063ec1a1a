package io.github.predictionone.emulator;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BuilderTest {

    @Test
    void timesOutOfRangeAreRefused() {
        PredictionOneEmulator.Builder builder = PredictionOneEmulator.builder();
        Map<String, Consumer<Duration>> settings = Map.of(
                "pace", builder::pace,
                "retrainingPace", builder::retrainingPace,
                "classifierBuildTime", builder::classifierBuildTime,
                "apiKeyLifetime", builder::apiKeyLifetime,
                "urlLifetime", builder::urlLifetime);
        settings.forEach((name, setter) -> {
            for (Duration value : new Duration[] {Duration.ofNanos(-1), ChronoUnit.FOREVER.getDuration()}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> setter.accept(value))
                        .withMessage(name + " must be at least zero and at most 292 years, not " + value);
            }
            assertThatNullPointerException()
                    .isThrownBy(() -> setter.accept(null))
                    .withMessage(name);
        });
    }
}
