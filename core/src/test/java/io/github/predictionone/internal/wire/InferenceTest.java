package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.ApiKey;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceTest {

    private static final InputRow ROW = InputRow.ofCsv("age,町", "42,\"a \"\"b\"\", c\"");
    private static final PredictOptions PLAIN = PredictOptions.defaults();
    private static final PredictOptions ALL = PLAIN.withReasons(true)
            .withInputColumns(true)
            .withProbabilitiesOnly(true)
            .withRowNumbers(false)
            .withFirstColumn("町");

    private static ApiRequest<Prediction> request(InputRow row, PredictOptions options) {
        return ClassifierRequests.inference(
                ClassifierId.of("c-1"), "/inference?x=1", ApiKey.of("k3y"), 17, row, options);
    }

    private static Prediction read(String json, PredictOptions options) {
        return request(ROW, options).decoder().decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String outputs(String name, String csv) {
        String data = Base64.getEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8));
        return "{\"outputs\":[{\"name\":\"" + name + "\",\"data\":\"" + data + "\"}]}";
    }

    private static Prediction prediction(String csv) {
        return read(outputs("prediction_valid.csv", csv), PLAIN);
    }

    @Test
    @DisplayName(
            "row 17: Inference: the request follows the manual, with one row as CSV in base64 and flags as booleans")
    void requests() {
        ApiRequest<Prediction> request = request(ROW, ALL);
        assertThat(Fixtures.read(request.body())).isEqualTo(Fixtures.json("inference.request"));
        assertThat(request.endpoint().method()).isEqualTo("POST");
        assertThat(request.endpoint().idempotent()).isFalse();
        assertThat(request.target()).isEqualTo("/inference?x=1");
        assertThat(request.key()).isEqualTo(ApiKey.of("k3y"));
        assertThat(request.doing()).isEqualTo("Inference of c-1, row 17");
        assertThat(request.toString()).as("2.2").isEqualTo("Inference of c-1, row 17");
        assertThat(Fixtures.read(request(InputRow.of(Map.of("age", 42)), PLAIN).body()))
                .as("optional inputs with their default are omitted")
                .isEqualTo(Fixtures.json("inference-bare.request"));
    }

    @Test
    @DisplayName("row 17: Inference: outputs and their columns are found by their names")
    void answer() {
        Prediction prediction = request(ROW, ALL).decoder().decode(Fixtures.bytes("inference.response"));
        assertThat(prediction.row()).isEqualTo(17);
        assertThat(prediction.version()).contains("3");
        assertThat(prediction.predictedClass()).contains("yes");
        assertThat(prediction.probabilities()).containsExactly(Map.entry("yes", 0.75), Map.entry("no", 0.25));
        assertThat(prediction.value()).isEmpty();
        assertThat(prediction.inputs()).containsExactly(Map.entry("町", "東京"), Map.entry("age", "42"));
        assertThat(prediction.columns().keySet())
                .containsExactly(
                        "row number", "町", "predicted label", "probability of yes", "probability of no", "age");
        assertThat(prediction.reasons()).hasSize(2);
        assertThat(prediction.reasons().get(1).column()).contains("町");
        assertThat(prediction.reasons().get(1).value()).contains("東京");
        assertThat(prediction.reasons().get(1).contribution()).hasValue(-0.5);
        assertThat(prediction.isFailed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "probability of yes",
                "Probability for yes",
                "predicted probability of yes",
                "probability (yes)",
                "probability_yes",
                "Probability: yes",
                "yes probability",
                "予測確率:yes",
                "予測確率（yes）",
                "確率_yes",
                "yesの確率",
                "yesの予測確率"
            })
    @DisplayName("row 17: a probability and its class are found by any plausible name of the column")
    void probabilities(String name) {
        Prediction prediction = prediction("予測値," + name + "\nyes,0.75\n");
        assertThat(prediction.probabilities()).containsExactly(Map.entry("yes", 0.75));
        assertThat(prediction.predictedClass()).contains("yes");
    }

    @ParameterizedTest
    @CsvSource({"predicted label", "Predicted_Class", "PREDICTION", "予測値", "予測結果", "whatever it is called"})
    @DisplayName("row 17: the prediction is found by a plausible column name, or as the only possible column")
    void names(String name) {
        assertThat(prediction("row number," + name + ",probability of 1,probability of 0\n1,0,0.3,0.7\n")
                        .predictedClass())
                .as("a number next to probabilities is a class")
                .contains("0");
        assertThat(prediction(name + "\n12.5\n").value()).hasValue(12.5);
        assertThat(prediction(name + "\n12.5\n").predictedClass()).isEmpty();
        assertThat(prediction(name + "\ngold\n").predictedClass()).contains("gold");
    }

    @Test
    @DisplayName("row 17: columns that cannot be identified are returned as they are, and no position is guessed")
    void nothingGuessed() {
        Prediction prediction = prediction("one,two\n1,2\n");
        assertThat(prediction.predictedClass()).isEmpty();
        assertThat(prediction.value()).isEmpty();
        assertThat(prediction.columns()).containsExactly(Map.entry("one", "1"), Map.entry("two", "2"));
        Prediction nameless = prediction("予測値,予測確率\n1,0.9\n");
        assertThat(nameless.predictedClass())
                .as("next to a probability of an unknown class")
                .contains("1");
        assertThat(nameless.probabilities()).isEmpty();
    }

    @Test
    @DisplayName("row 17: an input column with the name of an output is not read as the output")
    void inputNamedLikeOutput() {
        InputRow row = InputRow.of(new LinkedHashMap<>(Map.of("prediction", "mine")));
        Prediction prediction = request(row, PLAIN.withInputColumns(true))
                .decoder()
                .decode(outputs("prediction_valid.csv", "prediction,prediction\nmine,theirs\n")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(prediction.inputs()).containsExactly(Map.entry("prediction", "mine"));
        assertThat(prediction.predictedClass()).contains("theirs");
        assertThat(prediction.columns()).containsEntry("prediction (2)", "theirs");
    }

    @Test
    @DisplayName("row 17: a byte order mark, line breaks in base64, quoted fields, nulls and unknown outputs are read")
    void tolerant() {
        String data = Base64.getEncoder()
                .withoutPadding()
                .encodeToString("\uFEFFpredicted value,\"a\nb\"\r\n7,\"x,y\"\r\n".getBytes(StandardCharsets.UTF_8))
                .replaceAll(".{7}", "$0\\\\n");
        Prediction prediction = read(
                "{\"version\":3,\"more\":[],\"outputs\":[null,{\"name\":null},{\"name\":\"other.csv\",\"data\":\"%%\"},"
                        + "{\"name\":\"prediction_valid.csv\",\"data\":\"" + data + "\"}]}",
                PLAIN);
        assertThat(prediction.version()).contains("3");
        assertThat(prediction.columns()).containsExactly(Map.entry("predicted value", "7"), Map.entry("a\nb", "x,y"));
        assertThat(prediction.reasons()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"outputs\":null}",
                "{\"outputs\":{}}",
                "{\"outputs\":[]}",
                "{\"outputs\":[{\"name\":\"prediction_analysis.csv\",\"data\":\"YQoxCg==\"}]}",
                "{\"outputs\":[{\"name\":\"prediction_valid.csv\"}]}",
                "{\"outputs\":[{\"name\":\"prediction_valid.csv\",\"data\":\"?\"}]}",
                "{\"outputs\":[{\"name\":\"prediction_valid.csv\",\"data\":\"\"}]}",
                "{\"outputs\":[{\"name\":\"prediction_valid.csv\",\"data\":{}}]}",
                "null",
                "<html>"
            })
    @DisplayName("2.6 an answer without a readable prediction is a protocol error")
    void unreadable(String json) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> read(json, PLAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n", "a\n1\n2\n", "a,b\n1\n", "a\n1,2\n", "a,\"b\n1,2"})
    @DisplayName("2.6 an output that is not one row under its header is a protocol error that does not quote it")
    void notOneRow(String csv) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> prediction(csv))
                .withMessageContaining("prediction_valid.csv");
    }
}
