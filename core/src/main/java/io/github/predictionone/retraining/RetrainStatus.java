package io.github.predictionone.retraining;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.predictionone.internal.text.Digests;
import io.github.predictionone.model.ModelId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service says of a retraining at one moment ({@code GET /retrain_jobs/ID}).
 *
 * @param id the retraining
 * @param state what the word means
 * @param word the status as the service wrote it, at most 500 characters of it
 * @param modelId the model that the service names in its answer; empty where it names none
 * @param message the service's explanation, at most 500 characters of it; empty where it gave none
 * @param hasResult whether the answer named an archive of results
 */
@JsonIncludeProperties({"state", "word", "modelId", "message"})
@JsonPropertyOrder({"state", "word", "modelId", "message"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RetrainStatus(
        RetrainJobId id,
        RetrainingState state,
        String word,
        Optional<ModelId> modelId,
        Optional<String> message,
        boolean hasResult) {

    /**
     * Checks that all parts are there.
     *
     * @param id as for the record
     * @param state as for the record
     * @param word as for the record
     * @param modelId as for the record
     * @param message as for the record
     * @param hasResult as for the record
     * @throws NullPointerException if one is null
     */
    public RetrainStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(modelId, "modelId");
        Objects.requireNonNull(message, "message");
    }

    /**
     * Names this status: the same in every process, another after every change of word or message. The service tells no
     * time of a retraining.
     *
     * @return 16 characters that can stand in an HTTP header
     */
    public String eventId() {
        return Digests.shortId("retraining", id.value(), word, message.orElse(""));
    }

    /**
     * Whether this is the same status as another: neither the word nor the message has changed.
     *
     * @param other another status of the same retraining, or null
     * @return true if nothing has changed since
     */
    public boolean isSameAs(@Nullable RetrainStatus other) {
        return other != null && word.equals(other.word) && message.equals(other.message);
    }
}
