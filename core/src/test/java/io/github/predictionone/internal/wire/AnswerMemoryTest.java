package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.ApiKey;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the memory for reading an answer: the bytes that this thread allocates. Times are not measured. */
class AnswerMemoryTest {

    private static final int MIB = 1 << 20;
    private static final String LONG = "x".repeat(4 * MIB);
    private static final String LONG_LIST = "[" + "[1,{\"a\":\"b\"}],".repeat(20_000) + "null]";
    private static final PredictOptions PLAIN = PredictOptions.defaults();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T decode(ApiRequest<T> request, String body) {
        return request.decoder().decode(bytes(body));
    }

    private static ApiRequest<StatusAnswer<TrainingStatus>> trainingStatus() {
        return Requests.trainingStatus(TrainingId.of("p-1"), StatusClassifier.defaults());
    }

    private static ApiRequest<Prediction> inference(PredictOptions options) {
        return ClassifierRequests.inference(
                ClassifierId.of("c-1"), "/i", ApiKey.of("k"), 1, InputRow.ofCsv("a", "1"), options);
    }

    private static String output(String name, String csv) {
        String data = Base64.getEncoder().encodeToString(bytes(csv));
        return "{\"name\":\"" + name + "\",\"data\":\"" + data + "\"}";
    }

    private static <T> T within(long limit, Supplier<T> reading) {
        assertThat(reading.get()).as("a first reading, which loads the classes").isNotNull();
        long before = allocated();
        T value = reading.get();
        assertThat(allocated() - before).as("bytes allocated").isLessThan(limit);
        return value;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    static List<String> unknown() {
        return List.of("\"" + LONG + "\"", LONG_LIST, "{\"a\":" + LONG_LIST + "}");
    }

    @ParameterizedTest
    @MethodSource("unknown")
    @DisplayName("1.12 unused fields need no memory in answers that are read field by field")
    void unusedFields(String value) {
        byte[] body = bytes("{\"new\":" + value + ",\"status\":\"running\",\"newer\":" + value + "}");
        assertThat(within(MIB, () -> trainingStatus().decoder().decode(body))
                        .status()
                        .word())
                .isEqualTo("running");
        assertThat(within(MIB, () -> Failures.answer("x", 400, body, null, null))
                        .httpStatus())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("unknown")
    @DisplayName("1.12 unused fields need no memory in answers that become records, at any level")
    void unusedFieldsOfRecords(String value) {
        byte[] body =
                bytes("{\"new\":" + value + ",\"models\":[{\"new\":" + value + ",\"model_id\":7,\"config\":{\"new\":"
                        + value + ",\"tc\":\"y\",\"tt\":\"regression\"}},{\"model_id\":8,\"config\":" + value
                        + "}],\"metadata\":{\"new\":" + value + ",\"limit\":5}}");
        Page<Model> page = within(MIB, () -> ListRequests.models(0).decoder().decode(body));
        assertThat(page.items()).extracting(Model::id).containsExactly(ModelId.of(7), ModelId.of(8));
        assertThat(page.items().get(0).config()).contains(TrainingConfig.regression("y"));
        assertThat(page.items().get(1).config()).isEmpty();
        assertThat(page.limit()).hasValue(5);
    }

    @ParameterizedTest
    @MethodSource("unknown")
    @DisplayName("1.12 a total that is not a number needs no memory beyond its text")
    void metadata(String value) {
        byte[] body = bytes("{\"models\":[],\"metadata\":{\"limit\":3,\"total\":" + value + "}}");
        Page<Model> page = within(
                5L * LONG.length(), () -> ListRequests.models(0).decoder().decode(body));
        assertThat(page.total()).isEmpty();
        assertThat(page.limit()).hasValue(3);
    }

    @Test
    @DisplayName("1.12 unused outputs and reasons that were not requested need no memory")
    void unusedOutputs() {
        String valid = output("prediction_valid.csv", "prediction\n7\n");
        String other = "{\"data\":\"" + LONG + "\",\"name\":\"other.csv\"}";
        String reasons = output("prediction_analysis.csv", "column,value\n" + "a,1\n".repeat(MIB));
        byte[] body = bytes("{\"version\":\"3\",\"outputs\":[" + other + "," + reasons + "," + valid + "],\"x\":"
                + LONG_LIST + "}");
        Prediction prediction = within(MIB, () -> inference(PLAIN).decoder().decode(body));
        assertThat(prediction.value()).hasValue(7);
        assertThat(prediction.version()).contains("3");
        assertThat(prediction.reasons()).isEmpty();
    }

    @Test
    @DisplayName("1.12 reading a prediction stops at its second row")
    void rowsOfPrediction() {
        String rows = "prediction\n" + "7\n".repeat(2 * MIB);
        byte[] body = bytes("{\"outputs\":[" + output("prediction_valid.csv", rows) + "]}");
        ProtocolException refused = within(8L * body.length, () -> refused(inference(PLAIN), body));
        assertThat(refused).hasMessageContaining("prediction_valid.csv").hasMessageContaining("more than one row");
    }

    @Test
    @DisplayName("1.12 reasons have at most 10,000 rows and 500,000 fields")
    void rowsOfReasons() {
        String valid = output("prediction_valid.csv", "prediction\n7\n");
        String wide = IntStream.range(0, 100).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        ApiRequest<Prediction> request = inference(PLAIN.withReasons(true));
        assertThat(decode(request, "{\"outputs\":[" + valid + "," + reasons("column", 10_000) + "]}")
                        .reasons())
                .hasSize(10_000);
        assertThat(refused(request, bytes("{\"outputs\":[" + valid + "," + reasons("column", 10_001) + "]}")))
                .hasMessageContaining("prediction_analysis.csv")
                .hasMessageContaining("more than 10000 rows");
        assertThat(refused(request, bytes("{\"outputs\":[" + valid + "," + reasons(wide, 5_001) + "]}")))
                .hasMessageContaining("more than 500000 fields");
    }

    private static String reasons(String header, int rows) {
        return output("prediction_analysis.csv", header + "\n" + (header + "\n").repeat(rows));
    }

    @Test
    @DisplayName("1.12 numbering equal column names takes memory in proportion to their number, not to its square")
    void equalNames() {
        int count = 16_000;
        String header = "a,".repeat(count) + "p";
        byte[] body = bytes("{\"outputs\":[" + output("prediction_valid.csv", header + "\n" + header + "\n") + "]}");
        Prediction prediction =
                within(64L * MIB, () -> inference(PLAIN).decoder().decode(body));
        assertThat(prediction.columns()).hasSize(count + 1).containsKeys("a", "a (2)", "a (" + count + ")");
    }

    @Test
    @DisplayName("1.12 an output with too many columns or too long a field is a protocol error that names the limit")
    void limitsOfOutputs() {
        String wide = "a,".repeat(20_000) + "p\n";
        assertThat(refused(inference(PLAIN), bytes("{\"outputs\":[" + output("prediction_valid.csv", wide) + "]}")))
                .hasMessageContaining("prediction_valid.csv")
                .hasMessageContaining("16384 columns");
        assertThat(refused(inference(PLAIN), bytes("{\"outputs\":[" + output("prediction_valid.csv", LONG) + "]}")))
                .hasMessageContaining("1048576 characters");
    }

    @Test
    @DisplayName("1.12 an answer has at most 1,000,000 tokens or one per three bytes, and names of 1,000 characters")
    void limitsOfJson() {
        String many = "[" + "1,".repeat(1_000_000) + "1]";
        for (String body : new String[] {
            "{\"status\":\"running\",\"models\":[],\"x\":" + many + "}",
            "{\"status\":\"running\",\"models\":[],\"" + LONG + "\":1}"
        }) {
            for (ApiRequest<?> request : new ApiRequest<?>[] {trainingStatus(), ListRequests.models(0)}) {
                assertThat(refused(request, bytes(body)))
                        .hasMessageContaining(Math.max(1_000_000, body.length() / 3) + " tokens")
                        .hasMessageContaining("names of 1000 characters")
                        .hasMessageNotContaining("xxx");
            }
        }
        byte[] list = bytes("{\"models\":[" + "{},".repeat(MIB) + "{}]}");
        assertThat(refused(ListRequests.models(0), list)).hasMessageContaining(list.length / 3 + " tokens");
    }

    @Test
    @DisplayName("1.5 1.12 a long answer with many short values is read if it has at most one token per three bytes")
    void manyValues() {
        String value = "{\"name\":\"a\",\"value\":1},";
        byte[] body = bytes("{\"models\":[],\"x\":[" + value.repeat(400_000) + "1]}");
        assertThat(ListRequests.models(0).decoder().decode(body).items()).isEmpty();
    }

    private static ProtocolException refused(ApiRequest<?> request, byte[] body) {
        AtomicReference<ProtocolException> refusal = new AtomicReference<>();
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> request.decoder().decode(body))
                .satisfies(refusal::set);
        return refusal.get();
    }

    @Test
    @DisplayName("1.12 a date or number that is too long is ignored without being parsed")
    void longNumbers() {
        String digits = "1".repeat(4 * MIB);
        String time = "2026-11-24T" + digits;
        String body = "{\"outputs\":["
                + output("prediction_valid.csv", "prediction\n" + "0." + "0".repeat(MIB / 2) + "\n") + "]}";
        assertThat(within(MIB, () -> ServiceTime.parse(digits))).isEmpty();
        assertThat(within(MIB, () -> ServiceTime.parse(time))).isEmpty();
        assertThat(decode(inference(PLAIN), body).value()).isEmpty();
        assertThat(decode(inference(PLAIN), body).predictedClass()).isPresent();
    }
}
