package io.github.predictionone.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TrainingRequestTest {

    private static final TrainingId ID = TrainingId.of("id-1");
    private static final TrainingConfig CONFIG = TrainingConfig.regression("price");

    @ParameterizedTest
    @DisplayName("1.3 an id is kept unchanged, whatever characters it has")
    @ValueSource(strings = {"../x", "a/b", "?", "#", "a b", "日本語", "...", "%2e%2e", " x "})
    void anyId(String value) {
        assertThat(TrainingId.of(value).value()).isEqualTo(value);
        assertThat(TrainingId.of(value)).hasToString(value).isEqualTo(new TrainingId(value));
    }

    @ParameterizedTest
    @DisplayName("1.3 an id is refused immediately if it is blank, . or .., or has control characters")
    @ValueSource(strings = {"", " ", "\u3000", ".", "..", "a\nb", "a\0", "\u007f", "a\u0085"})
    void badId(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrainingId.of(value));
    }

    @Test
    @DisplayName("1.3 the JSON of an id is a plain string")
    void json() {
        JsonMapper json = JsonMapper.shared();
        assertThat(json.writeValueAsString(Map.of("id", ID))).isEqualTo("{\"id\":\"id-1\"}");
        assertThat(json.readValue("\"id-1\"", TrainingId.class)).isEqualTo(ID);
        assertThatNullPointerException().isThrownBy(() -> TrainingId.of(null)).withMessage("training id");
    }

    @ParameterizedTest
    @DisplayName("1.3 a model name is refused immediately if it is blank or has control characters")
    @ValueSource(strings = {"", " ", "a\nb", "\0"})
    void badName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrainRequest.of(ID, name, CONFIG));
        assertThat(TrainRequest.of(ID, "価格 v1", CONFIG).name()).isEqualTo("価格 v1");
        assertThatNullPointerException()
                .isThrownBy(() -> TrainRequest.of(null, "a", CONFIG))
                .withMessage("id");
        assertThatNullPointerException()
                .isThrownBy(() -> TrainRequest.of(ID, null, CONFIG))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> TrainRequest.of(ID, "a", null))
                .withMessage("config");
    }

    @Test
    @DisplayName("6.2 training data is a csv or tsv file, with an optional evaluation file of the same format")
    void data() {
        Path training = Path.of("no such directory", "train.CSV");
        Path evaluation = Path.of("eval.csv");
        ColumnInfo info = ColumnInfo.of(Map.of("a", ColumnType.DATE));
        TrainingData data = TrainingData.of(training);
        assertThat(data.extension()).isEqualTo("csv");
        assertThat(data.evaluation()).isEmpty();
        assertThat(data.columnInfo()).isEmpty();
        assertThat(TrainingData.of(Path.of("a.Tsv")).extension()).isEqualTo("tsv");

        TrainingData all = data.withEvaluation(evaluation).withColumnInfo(info);
        assertThat(all.training()).isEqualTo(training);
        assertThat(all.evaluation()).contains(evaluation);
        assertThat(all.columnInfo()).contains(info);
    }

    @Test
    @DisplayName("6.2 files of other formats, or of two different formats, are refused immediately")
    void badData() {
        for (String name : new String[] {"a.xlsx", "a", "csv", "", "a.csv.gz", "a.csv/b"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TrainingData.of(Path.of(name)))
                    .withMessageContaining(".csv or .tsv");
        }
        TrainingData data = TrainingData.of(Path.of("a.csv"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.withEvaluation(Path.of("b.tsv")))
                .withMessageContaining("must be a .csv file");
        assertThatNullPointerException().isThrownBy(() -> TrainingData.of(null)).withMessage("training");
        assertThatNullPointerException()
                .isThrownBy(() -> data.withEvaluation(null))
                .withMessage("file");
        assertThatNullPointerException()
                .isThrownBy(() -> data.withColumnInfo(null))
                .withMessage("info");
    }
}
