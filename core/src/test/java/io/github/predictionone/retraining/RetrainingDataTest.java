package io.github.predictionone.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.predictionone.model.ModelId;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetrainingDataTest {

    private static final ModelId MODEL = ModelId.of("17");

    @Test
    @DisplayName("1.3 an upload has the name of the training file, with the extension .zip if it has two files")
    void names() {
        RetrainingData one = RetrainingData.of(MODEL, Path.of("some", "新しい.CSV"));
        assertThat(one.fileName()).isEqualTo("新しい.CSV");
        assertThat(one.withEvaluation(Path.of("other.csv")).fileName()).isEqualTo("新しい.zip");
        assertThat(one.model().value()).isEqualTo(17);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.zip", "data", "data.csv.gz", "", "/", "a\nb.csv", "a\u0007.tsv"})
    @DisplayName("1.3 a file of another format, or with control characters in its name, is refused immediately")
    void refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> RetrainingData.of(MODEL, Path.of(name)));
    }

    @Test
    @DisplayName("1.3 the evaluation file must have the format of the training file, and no argument may be null")
    void evaluation() {
        RetrainingData data = RetrainingData.of(MODEL, Path.of("a.csv"));
        assertThatIllegalArgumentException().isThrownBy(() -> data.withEvaluation(Path.of("b.tsv")));
        assertThatNullPointerException().isThrownBy(() -> data.withEvaluation(null));
        assertThatNullPointerException().isThrownBy(() -> RetrainingData.of(null, Path.of("a.csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a\u0000b"})
    @DisplayName("1.3 an invalid retraining id or model id is refused immediately")
    void ids(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> RetrainJobId.of(MODEL, value));
        assertThatIllegalArgumentException().isThrownBy(() -> ModelId.of("x"));
    }
}
