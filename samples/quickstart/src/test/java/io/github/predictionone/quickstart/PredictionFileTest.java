package io.github.predictionone.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.InvalidRowException;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.inference.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionFileTest {

    @TempDir
    private Path directory;

    private static Prediction failed(long row) {
        return Prediction.failed(row, new InvalidRowException("no", new IllegalArgumentException("no")));
    }

    private static Prediction value(long row, double value, Map<String, String> inputs) {
        Reason reason = new Reason(Optional.of("age"), Optional.of("7"), OptionalDouble.of(0.5), Map.of());
        return new Prediction(
                row,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                OptionalDouble.of(value),
                inputs,
                Map.of(),
                List.of(reason),
                Optional.empty());
    }

    private static Prediction unknownColumns() {
        return new Prediction(
                1,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                OptionalDouble.empty(),
                Map.of(),
                Map.of("outcome", "so", "row", "1"),
                List.of(),
                Optional.empty());
    }

    private List<String> written(Prediction... predictions) throws IOException {
        Path target = directory.resolve("out.csv");
        try (PredictionFile file = new PredictionFile(target, true)) {
            for (Prediction prediction : predictions) {
                file.add(prediction);
            }
            assertThat(target).doesNotExist();
            file.complete();
        }
        return Files.readAllLines(target);
    }

    @Test
    @DisplayName("failed rows before the first prediction are kept until it determines the columns")
    void failuresFirst() throws IOException {
        assertThat(written(failed(1), failed(2), value(3, 1.5, Map.of("row", "x")), failed(4)))
                .containsExactly(
                        "row,prediction,contribution of age,error,input row",
                        "1,,,no,",
                        "2,,,no,",
                        "3,1.5,0.5,,x",
                        "4,,,no,");
    }

    @Test
    @DisplayName("if all rows fail, the file has their numbers and errors")
    void failuresOnly() throws IOException {
        assertThat(written(failed(1), failed(2))).containsExactly("row,error", "1,no", "2,no");
    }

    @Test
    @DisplayName("columns that the client does not recognise keep the service's names")
    void unknown() throws IOException {
        assertThat(written(unknownColumns()).get(0)).contains("outcome", "input row");
    }

    @Test
    @DisplayName("an incomplete file keeps the suffix .part")
    void leftBehind() throws IOException {
        Path target = directory.resolve("out.csv");
        try (PredictionFile file = new PredictionFile(target, false)) {
            file.add(value(1, 2, Map.of()));
        }
        assertThat(target).doesNotExist();
        assertThat(directory.resolve("out.csv.part")).exists();
    }
}
