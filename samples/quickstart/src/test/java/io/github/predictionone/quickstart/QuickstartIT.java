package io.github.predictionone.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class QuickstartIT {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Quickstart.commandLine(Map.of());
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    private String[] training(String data, String target) {
        return new String[] {
            "run",
            data,
            "--target",
            target,
            "--type",
            "binary_classification",
            "--positive",
            "yes",
            "--output",
            directory.resolve("result.zip").toString()
        };
    }

    @Test
    void wholePath() {
        assertThat(run(training("data/premium-service.csv", "premium")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("No key in the environment", "finished", "Accuracy", "AUC", "hours_per_week");
        assertThat(directory.resolve("result.zip")).exists();
    }

    @Test
    void oneEventPerLine() {
        String[] arguments = training("data/premium-service.csv", "premium");
        String[] json = Arrays.copyOf(arguments, arguments.length + 1);
        json[arguments.length] = "--json";
        assertThat(run(json)).isZero();
        assertThat(out.toString().lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("{\"type\":\"") && line.endsWith("}"));
    }

    @Test
    void clearErrors() throws Exception {
        assertThat(run(training("none.csv", "premium"))).isEqualTo(Failure.FILE);
        assertThat(run(training("data/premium-service.csv", "price"))).isEqualTo(Failure.UNKNOWN_COLUMN);
        assertThat(run(training(
                        Files.writeString(directory.resolve("x.doc"), "a").toString(), "a")))
                .isEqualTo(2);
        assertThat(run("run")).isEqualTo(2);
        assertThat(run(
                        "run",
                        "data/premium-service.csv",
                        "--target",
                        "premium",
                        "--type",
                        "regression",
                        "--positive",
                        "x"))
                .isEqualTo(2);
        assertThat(run("status", "some-id")).isEqualTo(2);
        assertThat(err.toString())
                .contains("none.csv: no such file", "no column price; it has age, gender", "PREDICTION_ONE_API_KEY")
                .doesNotContain("\tat ");
    }

    @Test
    void failedTraining() throws Exception {
        Path few = Files.writeString(directory.resolve("few.csv"), "a,premium\n1,yes\n2,no\n");
        assertThat(run(training(few.toString(), "premium"))).isEqualTo(Failure.TRAINING_FAILED);
        assertThat(err.toString()).contains("2 rows");
    }

    @Test
    void existingTarget() throws Exception {
        Files.writeString(directory.resolve("result.zip"), "mine");
        assertThat(run(training("data/premium-service.csv", "premium"))).isEqualTo(Failure.FILE);
        assertThat(directory.resolve("result.zip")).hasContent("mine");
    }
}
