package io.github.predictionone.internal.wire;

import static io.github.predictionone.internal.wire.Wire.message;
import static io.github.predictionone.internal.wire.Wire.required;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingStatus;
import io.github.predictionone.training.StatusClassifier;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers of the Retrain API group. */
final class RetrainingWire {

    private static final String DOWNLOAD_URL = "download_url";

    private RetrainingWire() {}

    /** The metadata of an answer. */
    public record Metadata(
            @JsonProperty("retrain_job_id") @Nullable String retrainJobId) {}

    /** The answer of Retrain Model Switch. */
    public record Switched(
            @JsonProperty("metadata") @Nullable Metadata metadata) {}

    static RetrainingSlot slot(byte[] body, ModelId model) {
        Map<String, String> fields = JsonReader.fields(body, "retrain_job_id", "upload_url");
        try {
            return new RetrainingSlot(
                    RetrainJobId.of(model, required("retrain_job_id", fields)),
                    PresignedUrl.parse("upload_url", fields.get("upload_url")));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("retrain_job_id in the answer is not a valid id: " + e.getMessage(), null);
        }
    }

    static StatusAnswer<RetrainingStatus> status(byte[] body, RetrainJobId id) {
        Map<String, String> fields = JsonReader.fields(body, "status", DOWNLOAD_URL, "model_id", "message");
        String word = Wire.word(fields);
        @Nullable String url = fields.get(DOWNLOAD_URL);
        RetrainingStatus status = new RetrainingStatus(
                id,
                StatusClassifier.defaults().classify(word),
                word,
                modelId(fields.get("model_id")),
                message(fields),
                StatusAnswer.hasUrl(url));
        return new StatusAnswer<>(status, DOWNLOAD_URL, url);
    }

    /** Reads an optional field; an unreadable value counts as absent. */
    private static Optional<ModelId> modelId(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(ModelId::of);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static RetrainJobId switched(byte[] body, RetrainJobId id) {
        Metadata metadata = JsonReader.read(body, Switched.class).metadata();
        if (metadata == null || metadata.retrainJobId() == null) {
            throw new ProtocolException("the answer has no metadata.retrain_job_id", null);
        }
        return id;
    }
}
