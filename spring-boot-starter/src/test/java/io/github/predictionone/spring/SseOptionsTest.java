package io.github.predictionone.spring;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.predictionone.testsupport.BuiltValue;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class SseOptionsTest {

    private final SseOptions options = SseOptions.defaults();

    @Test
    void timesOutOfRangeAreRefused() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withCommentInterval(forever))
                .withMessage("commentInterval must be positive and at most 292 years, not " + forever);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withCommentInterval(Duration.ofNanos(999_999)))
                .withMessage("commentInterval must be at least 1 ms, not PT0.000999999S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withRetry(forever))
                .withMessage("retry must be at least zero and at most 292 years, not " + forever);
        assertThatNullPointerException()
                .isThrownBy(() -> options.withRetry(null))
                .withMessage("retry");
    }

    @Test
    void comparedAndShownByValue() {
        BuiltValue.of(SseOptions::defaults)
                .with("withCommentInterval", changed -> changed.withCommentInterval(Duration.ofSeconds(1)))
                .with("withRetry", changed -> changed.withRetry(Duration.ZERO))
                .check();
    }
}
