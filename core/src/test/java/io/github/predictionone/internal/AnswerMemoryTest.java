package io.github.predictionone.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingId;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an answer costs: bytes that this thread allocates while it reads, never a time. */
class AnswerMemoryTest {

    private static final int MIB = 1 << 20;
    private static final String LONG = "x".repeat(4 * MIB);
    private static final String LONG_LIST = "[" + "[1,{\"a\":\"b\"}],".repeat(20_000) + "null]";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ApiRequest<StatusAnswer> trainingStatus() {
        return Requests.trainingStatus(TrainingId.of("p-1"), StatusClassifier.standard());
    }

    private static <T> T within(long limit, Supplier<T> reading) {
        assertThat(reading.get()).as("once, so that classes are loaded").isNotNull();
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
    @DisplayName("1.12 fields that are not used cost nothing, in answers whose fields are read one by one")
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
    @DisplayName("1.12 fields that are not used cost nothing, in answers that become records, nor in what they hold")
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
    @DisplayName("1.12 a number of a list that is no number costs nothing beyond its text")
    void metadata(String value) {
        byte[] body = bytes("{\"models\":[],\"metadata\":{\"limit\":3,\"total\":" + value + "}}");
        Page<Model> page = within(
                5L * LONG.length(), () -> ListRequests.models(0).decoder().decode(body));
        assertThat(page.total()).isEmpty();
        assertThat(page.limit()).hasValue(3);
    }

    @Test
    @DisplayName("1.12 an answer has at most 1,000,000 tokens, and names of 1,000 characters")
    void limitsOfJson() {
        String many = "[" + "1,".repeat(1_000_000) + "1]";
        for (String body : new String[] {
            "{\"status\":\"running\",\"models\":[],\"x\":" + many + "}",
            "{\"status\":\"running\",\"models\":[],\"" + LONG + "\":1}"
        }) {
            for (ApiRequest<?> request : new ApiRequest<?>[] {trainingStatus(), ListRequests.models(0)}) {
                assertThat(refused(request, bytes(body)))
                        .hasMessageContaining("1000000 tokens")
                        .hasMessageContaining("names of 1000 characters")
                        .hasMessageNotContaining("xxx");
            }
        }
        byte[] list = bytes("{\"models\":[" + "null,".repeat(1_000_000) + "null]}");
        assertThat(refused(ListRequests.models(0), list)).hasMessageContaining("1000000 tokens");
    }

    private static ProtocolException refused(ApiRequest<?> request, byte[] body) {
        AtomicReference<ProtocolException> refusal = new AtomicReference<>();
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> request.decoder().decode(body))
                .satisfies(refusal::set);
        return refusal.get();
    }

    @Test
    @DisplayName("1.12 a date of any length is refused before it is parsed")
    void longNumbers() {
        String digits = "1".repeat(4 * MIB);
        String time = "2026-11-24T" + digits;
        assertThat(within(MIB, () -> ServiceTime.parse(digits))).isEmpty();
        assertThat(within(MIB, () -> ServiceTime.parse(time))).isEmpty();
    }
}
