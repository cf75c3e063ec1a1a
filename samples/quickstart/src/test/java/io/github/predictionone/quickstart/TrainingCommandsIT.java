package io.github.predictionone.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.testsupport.Zips;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for a training that exists. */
class TrainingCommandsIT {

    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().pace(Duration.ZERO).start();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    @DisplayName("status and watch show a training, and download shows its result")
    void finished() throws IOException {
        byte[] archive = Zips.ofTexts(Map.of("metrics.csv", "metric,value\nAccuracy,0.9\n"));
        String id = emulator.putTraining(List.of("finished"), archive);
        assertThat(CommandRun.of(emulator, "status", id).out()).contains("finished");
        assertThat(CommandRun.of(emulator, "watch", id, "--json").json())
                .extracting(event -> event.path("type").asString())
                .endsWith("training-finished");
        Path result = directory.resolve("result.zip");
        CommandRun download = CommandRun.of(emulator, "download", id, "--output", result.toString());
        assertThat(download.exitCode()).as(download.err()).isZero();
        assertThat(download.out()).contains("Metrics", "Accuracy");
        assertThat(result).hasBinaryContent(archive);
    }

    @Test
    @DisplayName("a failed training, an unknown training and a wrong key have exit codes of their own")
    void failures() {
        String failed = emulator.putTraining(List.of("failed"), new byte[0]);
        assertThat(CommandRun.of(emulator, "watch", failed).exitCode()).isEqualTo(Failure.TRAINING_FAILED);
        assertThat(CommandRun.of(emulator, "status", "nothing").exitCode()).isEqualTo(Failure.SERVICE);
        Map<String, String> wrong = Map.of(
                "PREDICTION_ONE_BASE_URL", emulator.origin().toString(), "PREDICTION_ONE_SECRET_KEY", "wrong-key");
        CommandRun refused = CommandRun.of(wrong, "status", failed);
        assertThat(refused.exitCode()).isEqualTo(Failure.KEY_REFUSED);
        assertThat(refused.err()).contains("refuses the key").doesNotContain("wrong-key");
    }
}
