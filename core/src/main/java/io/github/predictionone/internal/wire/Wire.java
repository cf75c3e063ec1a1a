package io.github.predictionone.internal.wire;

import io.github.predictionone.ApiKey;
import io.github.predictionone.CredentialType;
import io.github.predictionone.IssuedApiKey;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.text.ForeignText;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers as the service writes them: every field may be missing, and each method says what it needs. */
final class Wire {

    private static final String PROCESS = "external_process_id";
    private static final String TRAINING_URL = "learn_data_set_upload_url";
    private static final String EVALUATION_URL = "eval_data_set_upload_url";
    private static final String COLUMNS_URL = "column_info_upload_url";

    private Wire() {}

    static IssuedApiKey key(byte[] body, CredentialType type) {
        Map<String, String> fields = JsonReader.fields(body, "api_key", "end_date");
        try {
            return new IssuedApiKey(
                    type, ApiKey.of(required("api_key", fields)), ServiceTime.parse(fields.get("end_date")));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("api_key in the answer can't be a key: " + e.getMessage(), null);
        }
    }

    static UploadSlots slots(byte[] body) {
        Map<String, String> fields = JsonReader.fields(body, PROCESS, TRAINING_URL, EVALUATION_URL, COLUMNS_URL);
        return new UploadSlots(
                trainingId(fields), url(TRAINING_URL, fields), url(EVALUATION_URL, fields), url(COLUMNS_URL, fields));
    }

    static TrainingId started(byte[] body) {
        return trainingId(JsonReader.fields(body, PROCESS));
    }

    static StatusAnswer status(byte[] body, TrainingId id) {
        Map<String, String> fields =
                JsonReader.fields(body, "status", "created_datetime", "updated_datetime", "result_url", "message");
        String word = word(fields);
        @Nullable String updated = fields.get("updated_datetime");
        @Nullable
        Instant createdAt = ServiceTime.parse(fields.get("created_datetime")).orElse(null);
        @Nullable Instant updatedAt = ServiceTime.parse(updated).orElse(null);
        @Nullable String resultUrl = fields.get("result_url");
        TrainingStatus status = new TrainingStatus(
                id,
                StatusClassifier.standard().classify(word),
                word,
                createdAt,
                // One object will do until the first update.
                updatedAt != null && updatedAt.equals(createdAt) ? createdAt : updatedAt,
                updatedAt == null ? shortened(updated) : null,
                resultUrl != null && !resultUrl.isBlank(),
                shortened(fields.get("message")));
        return new StatusAnswer(status, resultUrl);
    }

    private static TrainingId trainingId(Map<String, String> fields) {
        try {
            return TrainingId.of(required(PROCESS, fields));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(PROCESS + " in the answer can't be an id: " + e.getMessage(), null);
        }
    }

    private static PresignedUrl url(String field, Map<String, String> fields) {
        return PresignedUrl.parse(field, fields.get(field));
    }

    /** A status as the service wrote it. Tens of thousands of trainings have a handful of words between them. */
    static String word(Map<String, String> fields) {
        return ForeignText.shortened(required("status", fields)).intern();
    }

    /** What the service says beside its data: bounded, as objects keep it. */
    static @Nullable String shortened(@Nullable String text) {
        return text == null ? null : ForeignText.shortened(text);
    }

    /** An optional field: blank is as good as absent. */
    static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    static String required(String field, Map<String, String> fields) {
        String value = fields.get(field);
        if (value == null || value.isBlank()) {
            throw new ProtocolException("the answer has no " + field, null);
        }
        return value;
    }
}
