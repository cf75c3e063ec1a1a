package io.github.predictionone.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainCommandIT {

    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .pace(Duration.ZERO)
            .classifierBuildTime(Duration.ZERO)
            .start();

    @TempDir
    private Path directory;

    private Path data;
    private int model;

    @BeforeEach
    void train() throws IOException {
        Map<String, String> config = Map.of("tc", "premium", "tt", "binary_classification", "tv", "yes", "cv", "1");
        model = emulator.trainModel("premium", Path.of("data/premium-service.csv"), config);
        data = Files.writeString(directory.resolve("新.csv"), SampleData.csv(5, 400));
    }

    @AfterEach
    void close() {
        emulator.close();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(emulator, arguments);
    }

    @Test
    @DisplayName("retrain --switch retrains a model, compares both models, and gives the new one to the classifiers")
    void retrainAndSwitch() throws IOException {
        emulator.putClassifier(model, List.of("running"));
        Path evaluation = Files.writeString(directory.resolve("held-out.csv"), SampleData.csv(6, 200));
        Path result = directory.resolve("result.zip");
        CommandRun run = run(
                "retrain",
                "premium",
                data.toString(),
                "--evaluation",
                evaluation.toString(),
                "--switch",
                "-o",
                result.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("job_finished", "Metrics", "The retrained model is ", "now use the retrained one");
        assertThat(result).exists();
        int learnt = run("models", "list", "--json").json().get(0).path("id").asInt();
        assertThat(learnt).isNotEqualTo(model);
        assertThat(run("classifiers", "list").out()).contains("model " + learnt);
    }

    @Test
    @DisplayName("--job continues with a retraining that was started before; a switch without classifiers is refused")
    void goOn() {
        String job = emulator.putRetraining(model, List.of("job_finished"), new byte[0]);
        Path result = directory.resolve("result.zip");
        CommandRun empty = run("retrain", "" + model, "--job", job, "-o", result.toString());
        assertThat(empty.exitCode()).as("5.5 a result that is not an archive").isEqualTo(Failure.TRANSFER);

        CommandRun first = run("retrain", "" + model, data.toString(), "-o", result.toString());
        assertThat(first.exitCode()).as(first.err()).isZero();
        String begun = first.out().replaceAll("(?s).*Retraining (\\S+) of model.*", "$1");
        CommandRun refused =
                run("retrain", "" + model, "--job", begun, "--switch", "-o", result.toString(), "--replace");
        assertThat(refused.exitCode()).isEqualTo(Failure.SERVICE);
        assertThat(refused.err()).contains("Not found classifier.");
    }

    @Test
    @DisplayName("retrain fails for too few rows, contradictory arguments and a missing file")
    void failures() throws IOException {
        Path few = Files.writeString(directory.resolve("few.csv"), SampleData.csv(5, 20));
        CommandRun failed = run("retrain", "" + model, few.toString());
        assertThat(failed.exitCode()).isEqualTo(Failure.TRAINING_FAILED);
        assertThat(failed.err()).contains("20 rows");
        assertThat(run("retrain", "" + model).exitCode()).isEqualTo(2);
        assertThat(run("retrain", "" + model, data.toString(), "--job", "j").exitCode())
                .isEqualTo(2);
        assertThat(run("retrain", "" + model, directory.resolve("none.csv").toString())
                        .exitCode())
                .isEqualTo(Failure.FILE);
    }
}
