package io.github.predictionone.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleCommandIT {

    @TempDir
    private Path directory;

    @Test
    @DisplayName(
            "lifecycle trains, lists, deploys, predicts 1,000 rows, retrains, switches, predicts again and cleans up")
    void wholeLife() throws IOException {
        CommandRun run = CommandRun.of(Map.of(), "lifecycle", "--directory", directory.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "1000 predictions, in the order of the rows",
                        "job_finished",
                        "classifier terminated",
                        "All models and data sets are deleted",
                        "Never more than 4 inferences");
        for (String name : new String[] {"predictions.csv", "predictions-of-retrained.csv"}) {
            assertThat(Files.readAllLines(directory.resolve(name))).hasSize(1_001);
            assertThat(PredictionCheck.of(directory.resolve("answers.csv"), directory.resolve(name), "premium")
                            .accuracy())
                    .isGreaterThan(0.75);
        }
        assertThat(directory.resolve("predictions.csv"))
                .content()
                .isNotEqualTo(Files.readString(directory.resolve("predictions-of-retrained.csv")));
        assertThat(directory.resolve("comparison.zip")).exists();
    }
}
