package io.github.predictionone.reactor.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.internal.part.PartFile;
import io.github.predictionone.reactor.internal.part.SizeLimits;
import io.github.predictionone.reactor.internal.part.Target;
import io.github.predictionone.reactor.internal.part.TargetLock;
import io.github.predictionone.reactor.internal.support.SteppedTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressReporterTest {

    private final SteppedTime clock = new SteppedTime();

    @ParameterizedTest(name = "{0} h")
    @ValueSource(ints = {-2, 2})
    @DisplayName("1.8 the progress of a download is reported ten times a second, whatever the wall clock does")
    void progress(int hours, @TempDir Path directory) throws IOException {
        SizeLimits limits = new SizeLimits("download", Long.MAX_VALUE);
        List<Long> reported = new ArrayList<>();
        try (PartFile part = new Target(limits, directory.resolve("result.zip"), false).open(new TargetLock.Holder())) {
            ProgressReporter progress =
                    new ProgressReporter(part, clock.time(), (received, total) -> reported.add(received));
            progress.progressed();
            assertThat(reported).as("the first report").hasSize(1);
            clock.step(Duration.ofHours(hours));
            clock.advance(Duration.ofMillis(99));
            progress.progressed();
            assertThat(reported).as("too soon").hasSize(1);
            clock.advance(Duration.ofMillis(1));
            progress.progressed();
            assertThat(reported).hasSize(2);
        }
    }

    @Test
    @DisplayName("4.1 the same progress is reported only once, also at the end of a download")
    void once(@TempDir Path directory) throws IOException {
        SizeLimits limits = new SizeLimits("download", Long.MAX_VALUE);
        List<OptionalLong> totals = new ArrayList<>();
        try (PartFile part = new Target(limits, directory.resolve("result.zip"), false).open(new TargetLock.Holder())) {
            ProgressReporter progress =
                    new ProgressReporter(part, clock.time(), (received, total) -> totals.add(total));
            progress.progressed();
            progress.ended();
            assertThat(totals).containsExactly(OptionalLong.empty());
            progress.expect(9);
            progress.ended();
            progress.ended();
            assertThat(totals)
                    .as("a new total length is reported")
                    .containsExactly(OptionalLong.empty(), OptionalLong.of(9));
        }
    }
}
