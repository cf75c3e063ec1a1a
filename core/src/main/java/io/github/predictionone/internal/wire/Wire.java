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

/** Reads the answers of the service. Any field may be missing; each method checks for the fields that it needs. */
final class Wire {

    private static final String PROCESS = "external_process_id";
    private static final String TRAINING_URL = "learn_data_set_upload_url";
    private static final String EVALUATION_URL = "eval_data_set_upload_url";
    private static final String RESULT_URL = "result_url";
    private static final String COLUMNS_URL = "column_info_upload_url";

    private Wire() {}

    static IssuedApiKey key(byte[] body, CredentialType type) {
        Map<String, String> fields = JsonReader.fields(body, "api_key", "end_date");
        try {
            return new IssuedApiKey(
                    type, ApiKey.of(required("api_key", fields)), ServiceTime.parse(fields.get("end_date")));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("api_key in the answer is not a valid key: " + e.getMessage(), null);
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

    static StatusAnswer<TrainingStatus> status(byte[] body, TrainingId id) {
        Map<String, String> fields =
                JsonReader.fields(body, "status", "created_datetime", "updated_datetime", RESULT_URL, "message");
        String word = word(fields);
        @Nullable String update = fields.get("updated_datetime");
        Optional<Instant> created = ServiceTime.parse(fields.get("created_datetime"));
        Optional<Instant> updated = ServiceTime.parse(update);
        @Nullable String url = fields.get(RESULT_URL);
        TrainingStatus status = new TrainingStatus(
                id,
                StatusClassifier.defaults().classify(word),
                word,
                created,
                // One object is enough until the first update.
                updated.equals(created) ? created : updated,
                unread(update, updated),
                StatusAnswer.hasUrl(url),
                message(fields));
        return new StatusAnswer<>(status, RESULT_URL, url);
    }

    private static TrainingId trainingId(Map<String, String> fields) {
        try {
            return TrainingId.of(required(PROCESS, fields));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(PROCESS + " in the answer is not a valid id: " + e.getMessage(), null);
        }
    }

    private static PresignedUrl url(String field, Map<String, String> fields) {
        return PresignedUrl.parse(field, fields.get(field));
    }

    /**
     * Returns the status word as the service wrote it. The word is interned because tens of thousands of trainings
     * share a few words.
     */
    static String word(Map<String, String> fields) {
        return ForeignText.shortened(required("status", fields)).intern();
    }

    /** Returns the service's explanation of a status, cut to 500 characters because objects keep it. */
    static Optional<String> message(Map<String, String> fields) {
        return text(fields.get("message")).map(ForeignText::shortened);
    }

    /**
     * Returns a time that can't be parsed as the service wrote it, cut to 500 characters: enough to detect a change.
     */
    static Optional<String> unread(@Nullable String time, Optional<Instant> read) {
        return read.isPresent() ? Optional.empty() : Optional.ofNullable(time).map(ForeignText::shortened);
    }

    /** Returns an optional field; a blank one counts as absent. */
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
