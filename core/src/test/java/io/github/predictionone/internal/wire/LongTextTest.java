package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.predictionone.ApiException;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.internal.text.Cidr;
import io.github.predictionone.internal.text.ForeignText;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingStatus;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads texts of one MiB, for which a backtracking pattern would take so long that a test would not end. */
class LongTextTest {

    private static final int MIB = 1 << 20;
    private static final String SECRET = "k3y-0f-s0me0ne";

    private static String mib(String piece) {
        return piece.repeat(MIB / piece.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http://a?",
                "https",
                " ",
                "\u200B",
                "\\u0000",
                "status is not running ",
                "status is not running (status: ",
                "<Code>",
                "<Code><Message>",
                "[4",
                "4",
                "日"
            })
    @DisplayName("1.12 2.3 an error message that repeats any pattern is read in linear time")
    void errorMessages(String piece) {
        String text = mib(piece);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] json = ("{\"code\":\"" + text + "\",\"error\":\"" + text + "\",\"message\":\"" + text + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        for (byte[] body : new byte[][] {bytes, json}) {
            ApiException answer = Failures.answer("x", 503, body, null, SECRET);
            assertThat(answer.httpStatus()).isEqualTo(503);
            assertThat(answer.getMessage()).hasSizeLessThan(2_000);
            assertThat(Failures.storageAnswer("x", 503, body, null).getMessage())
                    .hasSizeLessThan(2_000);
        }
    }

    @Test
    @DisplayName("1.12 2.2 a secret is hidden anywhere in a long message, also where the message is truncated")
    void secrets() {
        for (int length = 0; length < 3_000; length++) {
            String message = "\u0000".repeat(length) + SECRET + " http://h/p?s1gnature";
            byte[] body = message.getBytes(StandardCharsets.UTF_8);
            assertThat(Failures.answer("x", 400, body, null, SECRET).getMessage())
                    .doesNotContain("k3y", "s1g");
        }
    }

    @Test
    @DisplayName("2.2 queries are hidden and the text around them is kept, even with dollar signs and backslashes")
    void queries() {
        assertThat(ForeignText.clean("see http://h/$1\\x?a=b, or https://i/j?k#l> (m?n)", null))
                .isEqualTo("see http://h/$1\\x?[hidden] or https://i/j?[hidden]> (m?n)");
        assertThat(ForeignText.clean("x".repeat(499) + "\uD83D\uDE00", null)).isEqualTo("x".repeat(499));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "probability", "probability ", "a_ ", "確率", "確率 ", "probability (", "\u3000", "_:"})
    @DisplayName("1.12 a column name that repeats any pattern is read in linear time")
    void columnNames(String piece) {
        for (String name : new String[] {mib(piece), mib(piece) + "\nx", "probability" + mib(piece) + "x\ny"}) {
            OutputColumns columns = new OutputColumns(Map.of(name, "0.5"), Set.of());
            assertThat(columns.values()).hasSize(1);
        }
        String short1 = piece.repeat(1_000 / piece.length() - 1) + "\nx";
        for (int i = 0; i < 1_000; i++) {
            assertThat(new OutputColumns(Map.of(short1, "0.5"), Set.of()).values())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "probability of yes|yes",
                "Prediction probability(yes)|yes",
                "probability: yes|yes",
                "probability   yes|yes",
                "probability _ yes|yes",
                "probability ::yes|:yes",
                "yes_probability|yes",
                "yes :  probability|yes",
                "yes   probability|yes",
                "a__probability|a_",
                "_ probability|_",
                "yes確率|yes",
                "yesの予測確率|yes",
                "予測確率：yes|yes",
                "確率（yes）|yes"
            })
    @DisplayName("2.6 the column with the probability of a class is found by its name")
    void probabilities(String name, String ofClass) {
        assertThat(new OutputColumns(Map.of(name, "0.5"), Set.of()).probabilities())
                .containsExactly(Map.entry(ofClass, 0.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "1.", "1", "0:", "/", "::/"})
    @DisplayName("1.12 a text that is too long for an address is refused with a short message")
    void addresses(String piece) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.check(mib(piece) + "x"))
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @ValueSource(ints = {499, 500, 501})
    @DisplayName("1.12 2.7 status words, messages and unreadable dates are cut after 500 characters, never inside one")
    void texts(int length) {
        String text = "x".repeat(length - 1) + "😀" + mib("x");
        String kept = "x".repeat(length == 499 ? 498 : Math.min(length - 1, 500)) + (length == 499 ? "😀" : "");
        TrainingStatus training = decode(
                        trainingStatus(),
                        "{\"status\":\"" + text + "\",\"message\":\"" + text + "\",\"updated_datetime\":\"" + text
                                + "\"}")
                .status();
        assertThat(training.word()).isEqualTo(kept);
        assertThat(training.message()).contains(kept);
        assertThat(training.unreadUpdate()).contains(kept);
        assertThat(training.state()).isEqualTo(TrainingState.IN_PROGRESS);
        RetrainingStatus retraining = decode(
                        RetrainingRequests.status(RetrainJobId.of(ModelId.of(1), "j"), StatusClassifier.defaults()),
                        "{\"status\":\"" + text + "\",\"message\":\"" + text + "\"}")
                .status();
        assertThat(retraining.word()).isEqualTo(kept);
        assertThat(retraining.message()).contains(kept);
        Classifier classifier = decode(
                        ClassifierRequests.list(),
                        "{\"classifiers\":[{\"classifier_id\":\"c\",\"status\":\"" + text + "\",\"update_datetime\":\""
                                + text + "\"}]}")
                .get(0);
        assertThat(classifier.status().word()).isEqualTo(kept);
        assertThat(classifier.status().unreadUpdate()).contains(kept);
    }

    @Test
    @DisplayName("2.7 a status word is read even after more blanks than a word may have characters")
    void blanks() {
        String body = "{\"status\":\"" + " ".repeat(1_000) + "finished\"}";
        assertThat(decode(trainingStatus(), body).status().word()).isEqualTo("finished");
        assertThat(decode(trainingStatus(), "{\"status\":\" finished \"}")
                        .status()
                        .word())
                .isEqualTo(" finished ");
    }

    private static ApiRequest<StatusAnswer<TrainingStatus>> trainingStatus() {
        return Requests.trainingStatus(TrainingId.of("p-1"), StatusClassifier.defaults());
    }

    private static <T> T decode(ApiRequest<T> request, String body) {
        return request.decoder().decode(body.getBytes(StandardCharsets.UTF_8));
    }
}
