package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.ApiKey;
import io.github.predictionone.CredentialType;
import io.github.predictionone.IssuedApiKey;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {

    private static final TrainingId ID = TrainingId.of("p-1");

    private static StatusAnswer<TrainingStatus> status(String json) {
        return decode(Requests.trainingStatus(ID, StatusClassifier.defaults()), json);
    }

    private static <T> T decode(ApiRequest<T> request, String json) {
        return request.decoder().decode(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("1.3 a training id with any characters is percent-encoded in the query")
    void encoding() {
        assertThat(Requests.trainingStatus(TrainingId.of("../a b/?#&=+%日"), StatusClassifier.defaults())
                        .target())
                .isEqualTo("/v1/external/models/results"
                        + "?external_process_id=..%2Fa%20b%2F%3F%23%26%3D%2B%25%E6%97%A5");
    }

    @Test
    void apiKey() {
        ApiRequest<IssuedApiKey> request = Requests.apiKey(CredentialType.retrain(17));
        assertThat(request.target()).isEqualTo("/v1/external/api-key?credential_type=retrain&model_id=17");
        IssuedApiKey key = decode(request, "{\"api_key\":\"abc\",\"end_date\":\"2026-11-24 10:00:00\",\"new\":[]}");
        assertThat(key.key()).isEqualTo(ApiKey.of("abc"));
        assertThat(key.endsAt()).contains(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(key.toString()).as("2.2").doesNotContain("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"api_key\":null}",
                "{\"api_key\":\" \"}",
                "{\"api_key\":\"a\\nb\"}",
                "[]",
                "null",
                "",
                "{\"api_key\":\"a\"",
                "<html>",
                "{\"api_key\":{}}"
            })
    @DisplayName("2.6 a missing, blank or invalid key, or unreadable JSON, is a protocol error")
    void noKey(String json) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(Requests.apiKey(CredentialType.TRAIN), json));
    }

    @Test
    @DisplayName("1.6 a byte order mark and unknown fields are skipped, and a number may replace text")
    void tolerant() {
        TrainingStatus status = status(
                        "\uFEFF{\"status\":\"training\",\"created_datetime\":1795514400,\"x\":{\"y\":1}}")
                .status();
        assertThat(status.created()).contains(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(status.updated()).isEmpty();
        assertThat(status.hasResult()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"finished", " Finished\\t", "JOB_FINISHED"})
    void finished(String word) {
        assertThat(status("{\"status\":\"" + word + "\"}").status().state()).isEqualTo(TrainingState.FINISHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "ERROR", "job_canceled", "training_cancelled", "Aborted", "timeout"})
    void failed(String word) {
        assertThat(status("{\"status\":\"" + word + "\"}").status().state()).isEqualTo(TrainingState.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"training", "failing", "unfinished", "job_job_failed", "?", "完了"})
    void inProgress(String word) {
        TrainingStatus status = status("{\"status\":\"" + word + "\"}").status();
        assertThat(status.state()).isEqualTo(TrainingState.IN_PROGRESS);
        assertThat(status.word()).isEqualTo(word);
    }

    @Test
    @DisplayName("2.2 the query of the archive's URL appears in no text")
    void urlIsSecret() {
        StatusAnswer<TrainingStatus> answer =
                status("{\"status\":\"finished\",\"result_url\":\"https://s3/x.zip?sig=secret\"}");
        assertThat(answer.status().hasResult()).isTrue();
        assertThat(answer.archive().orElseThrow().uri().toString()).isEqualTo("https://s3/x.zip?sig=secret");
        assertThat(answer + " " + answer.archive()).doesNotContain("secret").contains("https://s3/x.zip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/relative", "ftp://s3/x", "https:///x", "https://s3/ x?sig=secret", "mailto:x"})
    @DisplayName("2.6 a URL that is not an absolute http(s) URI is a protocol error that does not quote it")
    void noUrl(String url) {
        StatusAnswer<TrainingStatus> answer = status("{\"status\":\"finished\",\"result_url\":\"" + url + "\"}");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(answer::archive)
                .withMessageContaining("result_url")
                .withMessageNotContaining("secret");
    }

    @Test
    @DisplayName("2.6 a missing upload URL is a protocol error")
    void slots() {
        String all = "{\"learn_data_set_upload_url\":\"https://s3/l\",\"eval_data_set_upload_url\":\"https://s3/e\","
                + "\"column_info_upload_url\":\"https://s3/c\",\"external_process_id\":\"p\"}";
        assertThat(decode(Requests.uploadSlots("csv"), all).id()).isEqualTo(TrainingId.of("p"));
        for (String field :
                new String[] {"learn_data_set_upload_url", "column_info_upload_url", "external_process_id"}) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> decode(Requests.uploadSlots("csv"), all.replace(field, "other")))
                    .withMessageContaining(field);
        }
    }
}
