package io.github.predictionone.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.ApiKey;
import io.github.predictionone.CredentialType;
import io.github.predictionone.IssuedApiKey;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import org.jspecify.annotations.Nullable;

/** The answers as the service writes them: every field may be missing, and each record says what it needs. */
final class Wire {

    private Wire() {}

    record Key(
            @JsonProperty("api_key") @Nullable String apiKey,
            @JsonProperty("end_date") @Nullable String endDate) {

        IssuedApiKey toValue(CredentialType type) {
            try {
                return new IssuedApiKey(type, ApiKey.of(required("api_key", apiKey)), ServiceTime.parse(endDate));
            } catch (IllegalArgumentException e) {
                throw new ProtocolException("api_key in the answer can't be a key: " + e.getMessage(), null);
            }
        }
    }

    record Slots(
            @JsonProperty("learn_data_set_upload_url") @Nullable
            String learn,

            @JsonProperty("eval_data_set_upload_url") @Nullable
            String eval,

            @JsonProperty("column_info_upload_url") @Nullable
            String columnInfo,

            @JsonProperty("external_process_id") @Nullable String id) {

        UploadSlots toValue() {
            return new UploadSlots(
                    trainingId(id),
                    PresignedUrl.parse("learn_data_set_upload_url", learn),
                    PresignedUrl.parse("eval_data_set_upload_url", eval),
                    PresignedUrl.parse("column_info_upload_url", columnInfo));
        }
    }

    record Started(
            @JsonProperty("external_process_id") @Nullable String id) {

        TrainingId toValue() {
            return trainingId(id);
        }
    }

    record Status(
            @Nullable String status,
            @JsonProperty("created_datetime") @Nullable String created,
            @JsonProperty("updated_datetime") @Nullable String updated,
            @JsonProperty("result_url") @Nullable String resultUrl,
            @Nullable String message) {

        StatusAnswer toValue(TrainingId id, StatusClassifier classifier) {
            String word = required("status", status);
            boolean hasResult = resultUrl != null && !resultUrl.isBlank();
            return new StatusAnswer(
                    new TrainingStatus(id, classifier.classify(word), word, created, updated, hasResult, message),
                    resultUrl);
        }
    }

    private static TrainingId trainingId(@Nullable String id) {
        try {
            return TrainingId.of(required("external_process_id", id));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("external_process_id in the answer can't be an id: " + e.getMessage(), null);
        }
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new ProtocolException("the answer has no " + field, null);
        }
        return value;
    }
}
