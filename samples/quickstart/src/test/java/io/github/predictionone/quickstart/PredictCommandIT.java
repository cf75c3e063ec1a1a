package io.github.predictionone.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandIT {

    private static final int ROWS = 40;

    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().trialQuota(ROWS + 10).start();

    @TempDir
    private Path directory;

    private Path in;
    private Path out;
    private int model;

    @BeforeEach
    void deploy() throws IOException {
        Map<String, String> config = Map.of("tc", "premium", "tt", "binary_classification", "tv", "yes", "cv", "1");
        model = emulator.trainModel("premium", Path.of("data/premium-service.csv"), config);
        emulator.putClassifier(model, List.of("running"));
        in = Files.writeString(directory.resolve("in.csv"), SampleData.questions(7, ROWS));
        out = directory.resolve("out.csv");
    }

    @AfterEach
    void close() {
        emulator.close();
    }

    private CommandRun predict(Path rows, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "predict";
        arguments[1] = rows.toString();
        arguments[2] = "--requests-per-second";
        arguments[3] = "0";
        System.arraycopy(options, 0, arguments, 4, options.length);
        return CommandRun.of(emulator, arguments);
    }

    @Test
    @DisplayName("predict writes one line per row, in order, and most predictions are correct")
    void file() throws IOException {
        CommandRun run = predict(in, "--out", out.toString(), "--input-columns");
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0))
                .startsWith("row,prediction,probability of ")
                .endsWith(",age,gender,prefecture,joined_on,hours_per_week,support_contacts,remark");
        assertThat(lines.subList(1, lines.size()))
                .extracting(line -> Integer.valueOf(line.split(",", 2)[0]))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
        Path answers = Files.writeString(directory.resolve("answers.csv"), SampleData.csv(7, ROWS));
        assertThat(PredictionCheck.of(answers, out, "premium").accuracy()).isGreaterThan(0.7);
        assertThat(directory.resolve("out.csv.part")).doesNotExist();
    }

    @Test
    @DisplayName("--reasons adds a column for each column of the input, which can be a TSV file")
    void reasons() throws IOException {
        Path tabs = Files.writeString(
                directory.resolve("in.tsv"), SampleData.questions(7, 3).replace(',', '\t'));
        CommandRun run = predict(tabs, "--out", out.toString(), "--reasons");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(out))
                .hasSize(4)
                .first()
                .asString()
                .contains("contribution of hours_per_week", "contribution of prefecture");
    }

    @Test
    @DisplayName("predict --json prints one object per row")
    void json() {
        CommandRun run = predict(in, "--json", "--reasons");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json()).hasSize(ROWS).allSatisfy(line -> {
            assertThat(line.path("prediction").asString()).isIn("yes", "no");
            assertThat(line.path("probabilities").path("yes").isNumber()).isTrue();
            assertThat(line.path("contributions").isEmpty()).isFalse();
        });
        assertThat(run.json())
                .last()
                .satisfies(line -> assertThat(line.path("row").asInt()).isEqualTo(ROWS));
    }

    @Test
    @DisplayName("a row that fails ends the command, and the predictions before it are kept")
    void failedRow() throws IOException {
        CommandRun run = predict(in, "--out", out.toString(), "--concurrency", "1");
        assertThat(run.exitCode()).isZero();
        CommandRun exhausted = predict(in, "--out", out.toString(), "--concurrency", "1", "--replace");
        assertThat(exhausted.exitCode()).isEqualTo(Failure.KEY_REFUSED);
        assertThat(exhausted.err())
                .contains("row 11", "the predictions of the first 10 rows are in " + out + ".part")
                .doesNotContain("\tat ");
        assertThat(Files.readAllLines(directory.resolve("out.csv.part"))).hasSize(11);
        assertThat(Files.readAllLines(out)).as("the file of the first run").hasSize(ROWS + 1);
    }

    @Test
    @DisplayName("with --keep-going, each failed row keeps its place and has its reason")
    void keepGoing() throws IOException {
        assertThat(predict(in, "--out", out.toString()).exitCode()).isZero();
        CommandRun run = predict(in, "--out", out.toString(), "--concurrency", "1", "--replace", "--keep-going");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(Failure.ROWS);
        assertThat(run.out()).contains("30 rows failed");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(ROWS + 1);
        assertThat(lines.get(0)).endsWith(",error");
        assertThat(lines.subList(1, 11)).allMatch(line -> line.endsWith(","));
        assertThat(lines.subList(11, ROWS + 1)).allMatch(line -> line.contains("row ") && line.contains("HTTP 403"));
    }

    @Test
    @DisplayName("predict fails if the classifier is stopped or unknown, or if several are running and none is named")
    void classifiers() {
        String stopped = emulator.putClassifier(model, List.of("stopped"));
        CommandRun refused = predict(in, "--out", out.toString(), "--classifier", stopped);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(Failure.CLASSIFIER);
        assertThat(out).doesNotExist();
        emulator.putClassifier(model, List.of("running"));
        CommandRun several = predict(in, "--out", out.toString());
        assertThat(several.exitCode()).isEqualTo(Failure.NOT_FOUND);
        assertThat(several.err()).contains("2 classifiers are running");
        assertThat(predict(in, "--out", out.toString(), "--classifier", "nobody")
                        .exitCode())
                .isEqualTo(Failure.NOT_FOUND);
    }

    @Test
    @DisplayName("predict needs --out or --json, and replaces a file only with --replace")
    void output() throws IOException {
        Files.writeString(out, "mine");
        assertThat(predict(in, "--out", out.toString()).exitCode()).isEqualTo(Failure.FILE);
        assertThat(out).hasContent("mine");
        assertThat(predict(in, "--out", out.toString(), "--replace").exitCode()).isZero();
        assertThat(Files.readAllLines(out)).hasSize(ROWS + 1);
        assertThat(predict(in).exitCode()).isEqualTo(2);
        CommandRun nowhere =
                predict(in, "--out", directory.resolve("none/out.csv").toString());
        assertThat(nowhere.exitCode()).isEqualTo(Failure.FILE);
        assertThat(nowhere.err()).contains("NoSuchFileException");
        assertThat(predict(directory.resolve("none.csv"), "--json").exitCode()).isEqualTo(Failure.FILE);
    }
}
