package io.github.predictionone.retraining;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.predictionone.WatchStatus;
import io.github.predictionone.internal.text.Digests;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a retraining at one moment ({@code GET /retrain_jobs/ID}). Its JSON has the id, the state, the word,
 * the model and the message. Inside an event, which has the id itself, it has no id.
 *
 * @param id the retraining
 * @param state what the word means
 * @param word the status as the service wrote it, cut to 500 characters
 * @param modelId the model that the service names in its answer; empty if it names none
 * @param message the service's explanation, cut to 500 characters; empty if there is none
 * @param hasResult whether the answer named an archive of results
 */
@JsonIncludeProperties({"id", "state", "word", "modelId", "message"})
@JsonPropertyOrder({"id", "state", "word", "modelId", "message"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RetrainingStatus(
        RetrainJobId id,
        TrainingState state,
        String word,
        Optional<ModelId> modelId,
        Optional<String> message,
        boolean hasResult)
        implements WatchStatus {

    /**
     * Checks that no component is null.
     *
     * @param id see the component
     * @param state see the component
     * @param word see the component
     * @param modelId see the component
     * @param message see the component
     * @param hasResult see the component
     * @throws NullPointerException if one is null
     */
    public RetrainingStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(modelId, "modelId");
        Objects.requireNonNull(message, "message");
    }

    /**
     * Creates a status, for tests of code that receives statuses and events.
     *
     * @param id the retraining
     * @param word the status word; its meaning follows {@link StatusClassifier#defaults()}
     * @return a status without a message, with the id's model, and with a result if the word means finished
     * @throws NullPointerException if an argument is null
     */
    public static RetrainingStatus of(RetrainJobId id, String word) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(word, "word");
        TrainingState state = StatusClassifier.defaults().classify(word);
        return new RetrainingStatus(
                id, state, word, Optional.of(id.model()), Optional.empty(), state == TrainingState.FINISHED);
    }

    /**
     * Returns a copy with another meaning of the word.
     *
     * @param meaning what the word means
     * @return a copy
     */
    public RetrainingStatus withState(TrainingState meaning) {
        return new RetrainingStatus(id, meaning, word, modelId, message, hasResult);
    }

    /**
     * Returns a copy with an explanation.
     *
     * @param text the service's explanation
     * @return a copy
     * @throws NullPointerException if it is null
     */
    public RetrainingStatus withMessage(String text) {
        Objects.requireNonNull(text, "text");
        return new RetrainingStatus(id, state, word, modelId, Optional.of(text), hasResult);
    }

    /**
     * Returns empty: the service does not report when a retraining was created.
     *
     * @return empty
     */
    @Override
    public Optional<Instant> created() {
        return Optional.empty();
    }

    @Override
    public boolean isTerminal() {
        return state.isTerminal();
    }

    /**
     * Returns the id of this status: the same in every process, and a different one after each change of the word or
     * the message. The service reports no times of a retraining.
     *
     * @return 16 characters that are valid in an HTTP header
     */
    @Override
    public String eventId() {
        return Digests.shortId("retraining", id.value(), word, message.orElse(""));
    }

    /**
     * Compares two statuses of one retraining.
     *
     * @param other a status, or null
     * @return true if neither the word nor the message has changed
     */
    @Override
    public boolean isSameAs(@Nullable WatchStatus other) {
        return other instanceof RetrainingStatus status && word.equals(status.word) && message.equals(status.message);
    }
}
