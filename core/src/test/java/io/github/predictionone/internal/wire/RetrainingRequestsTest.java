package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.CredentialType;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.retraining.RetrainingStatus;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetrainingRequestsTest {

    private static final ModelId MODEL = ModelId.of(17);
    private static final RetrainJobId JOB = RetrainJobId.of(MODEL, "rj-1");

    private static <T> T decode(ApiRequest<T> request, String json) {
        return request.decoder().decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static StatusAnswer<RetrainingStatus> status(String json) {
        return decode(RetrainingRequests.status(JOB, StatusClassifier.defaults()), json);
    }

    @Test
    @DisplayName("1.3 retraining ids and file names are percent-encoded, and the requests use the key of the model")
    void targets() {
        RetrainingData data = RetrainingData.of(MODEL, Path.of("dir", "新しい データ&a=b#%+.csv"));
        ApiRequest<RetrainingSlot> upload = RetrainingRequests.uploadSlot(data);
        assertThat(upload.target())
                .isEqualTo("/v1/external/retrain_jobs/upload_url?filename="
                        + "%E6%96%B0%E3%81%97%E3%81%84%20%E3%83%87%E3%83%BC%E3%82%BF%26a%3Db%23%25%2B.csv");
        RetrainJobId strange = RetrainJobId.of(MODEL, "../a b/?#$1\\日");
        ApiRequest<RetrainJobId> change = RetrainingRequests.switchModel(strange);
        assertThat(change.endpoint().method()).isEqualTo("PUT");
        assertThat(change.target())
                .isEqualTo("/v1/external/retrain_jobs/..%2Fa%20b%2F%3F%23%241%5C%E6%97%A5/update_model");
        assertThat(RetrainingRequests.status(JOB, StatusClassifier.defaults()).target())
                .isEqualTo("/v1/external/retrain_jobs/rj-1");
        assertThat(upload.credential()).isEqualTo(CredentialType.retrain(17));
        assertThat(change.credential()).isEqualTo(CredentialType.retrain(17));
    }

    @Test
    @DisplayName("2.6 an upload answer without a valid URL or id is a protocol error")
    void slot() {
        ApiRequest<RetrainingSlot> request = RetrainingRequests.uploadSlot(RetrainingData.of(MODEL, Path.of("d.csv")));
        RetrainingSlot slot = request.decoder().decode(Fixtures.bytes("retrain-data-upload.response"));
        assertThat(slot.id()).isEqualTo(JOB);
        assertThat(slot.toString()).as("2.2").doesNotContain("X-Signature");
        for (String json : new String[] {
            "{\"retrain_job_id\":\"rj-1\"}",
            "{\"upload_url\":\"https://s3/x\"}",
            "{\"retrain_job_id\":\" \",\"upload_url\":\"https://s3/x\"}",
            "{\"retrain_job_id\":\"..\",\"upload_url\":\"https://s3/x\"}",
            "{\"retrain_job_id\":\"rj-1\",\"upload_url\":\"s3\"}"
        }) {
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(request, json));
        }
        assertThat(decode(request, "{\"retrain_job_id\":7,\"upload_url\":\"https://s3/x\"}")
                        .id()
                        .value())
                .isEqualTo("7");
    }

    @Test
    @DisplayName(
            "2.6 all fields of a retraining status are read, and the query of the archive's URL appears in no text")
    void fullStatus() {
        StatusAnswer<RetrainingStatus> answer = RetrainingRequests.status(JOB, StatusClassifier.defaults())
                .decoder()
                .decode(Fixtures.bytes("retrain-status-check.response"));
        assertThat(answer.status())
                .isEqualTo(new RetrainingStatus(
                        JOB,
                        TrainingState.FINISHED,
                        "job_finished",
                        Optional.of(MODEL),
                        Optional.of("compared on 100 rows"),
                        true));
        assertThat(answer.archive().orElseThrow().uri()).hasQuery("X-Signature=8");
        assertThat(answer + " " + answer.archive()).as("2.2").doesNotContain("X-Signature");
    }

    @ParameterizedTest
    @CsvSource({
        "job_finished, FINISHED",
        "Finished, FINISHED",
        "job_failed, FAILED",
        "ERROR, FAILED",
        "job_running, IN_PROGRESS",
        "待機中, IN_PROGRESS"
    })
    @DisplayName("4.9 status words of a retraining have the meanings of a training, and are kept unchanged")
    void words(String word, TrainingState state) {
        RetrainingStatus status = status("{\"status\":\"" + word + "\"}").status();
        assertThat(status.state()).isEqualTo(state);
        assertThat(status.word()).isEqualTo(word);
        assertThat(status.hasResult()).isFalse();
        assertThat(status("{\"status\":\"" + word + "\"}").archive()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"x\"", "{}", "1.5", "99999999999999999999"})
    @DisplayName("2.6 optional fields of a retraining status may be null, missing or malformed")
    void optional(String model) {
        RetrainingStatus status = status(
                        "{\"status\":\"waiting\",\"message\":null,\"metadata\":[],\"model_id\":" + model + "}")
                .status();
        assertThat(status.modelId()).isEmpty();
        assertThat(status.message()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"status\":null}",
                "{\"status\":\" \"}",
                "{\"status\":{}}",
                "[]",
                "",
                "null",
                "{\"status\":\"a\""
            })
    @DisplayName("2.6 a retraining status without a word is a protocol error")
    void noStatus(String json) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> status(json));
    }

    @Test
    @DisplayName("2.6 the answer to a model switch without the retraining's id is a protocol error")
    void switched() {
        ApiRequest<RetrainJobId> request = RetrainingRequests.switchModel(JOB);
        assertThat(request.decoder().decode(Fixtures.bytes("retrain-model-switch.response")))
                .isEqualTo(JOB);
        for (String json :
                new String[] {"{}", "{\"metadata\":null}", "{\"metadata\":{}}", "{\"metadata\":[1]}", "", "[]"}) {
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(request, json));
        }
    }
}
