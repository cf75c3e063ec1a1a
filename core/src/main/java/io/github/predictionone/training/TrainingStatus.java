package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.predictionone.WatchStatus;
import io.github.predictionone.internal.text.Digests;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a training at one moment ({@code GET /models/results}). Its JSON has the id, the state, the word, the
 * times and the message. Inside an event, which has the id itself, it has no id.
 *
 * @param id the training
 * @param state what the word means
 * @param word the status as the service wrote it, cut to 500 characters
 * @param created when the training was created; empty if the service sent no time, or one that can't be parsed
 * @param updated when the status last changed; empty if the service sent no time, or one that can't be parsed
 * @param unreadUpdate {@code updated_datetime} as the service wrote it, cut to 500 characters, if it can't be parsed as
 *     a time; otherwise empty
 * @param hasResult whether the answer named an archive of results
 * @param message the service's explanation, cut to 500 characters; empty if there is none
 */
@JsonIncludeProperties({"id", "state", "word", "created", "updated", "message"})
@JsonPropertyOrder({"id", "state", "word", "created", "updated", "message"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrainingStatus(
        TrainingId id,
        TrainingState state,
        String word,
        Optional<Instant> created,
        Optional<Instant> updated,
        Optional<String> unreadUpdate,
        boolean hasResult,
        Optional<String> message)
        implements WatchStatus {

    /**
     * Checks that no component is null.
     *
     * @param id see the component
     * @param state see the component
     * @param word see the component
     * @param created see the component
     * @param updated see the component
     * @param unreadUpdate see the component
     * @param hasResult see the component
     * @param message see the component
     * @throws NullPointerException if one is null
     */
    public TrainingStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(updated, "updated");
        Objects.requireNonNull(unreadUpdate, "unreadUpdate");
        Objects.requireNonNull(message, "message");
    }

    /**
     * Creates a status, for tests of code that receives statuses and events.
     *
     * @param id the training
     * @param word the status word; its meaning follows {@link StatusClassifier#defaults()}
     * @return a status without times and message, with a result if the word means finished
     * @throws NullPointerException if an argument is null
     */
    public static TrainingStatus of(TrainingId id, String word) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(word, "word");
        TrainingState state = StatusClassifier.defaults().classify(word);
        return new TrainingStatus(
                id,
                state,
                word,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                state == TrainingState.FINISHED,
                Optional.empty());
    }

    /**
     * Returns a copy with another meaning of the word.
     *
     * @param meaning what the word means
     * @return a copy
     */
    public TrainingStatus withState(TrainingState meaning) {
        return new TrainingStatus(id, meaning, word, created, updated, unreadUpdate, hasResult, message);
    }

    /**
     * Returns a copy with times.
     *
     * @param creation when the training was created
     * @param update when the status last changed
     * @return a copy
     * @throws NullPointerException if an argument is null
     */
    public TrainingStatus withTimes(Instant creation, Instant update) {
        Objects.requireNonNull(creation, "creation");
        Objects.requireNonNull(update, "update");
        return new TrainingStatus(
                id, state, word, Optional.of(creation), Optional.of(update), Optional.empty(), hasResult, message);
    }

    /**
     * Returns a copy with an explanation.
     *
     * @param text the service's explanation
     * @return a copy
     * @throws NullPointerException if it is null
     */
    public TrainingStatus withMessage(String text) {
        Objects.requireNonNull(text, "text");
        return new TrainingStatus(id, state, word, created, updated, unreadUpdate, hasResult, Optional.of(text));
    }

    @Override
    public boolean isTerminal() {
        return state.isTerminal();
    }

    /**
     * Returns the id of this status: the same in every process, and a different one after each change of the word or
     * the update time.
     *
     * @return 16 characters that are valid in an HTTP header
     */
    @Override
    public String eventId() {
        return Digests.shortId(
                id.value(),
                word,
                // The numbers of the time avoid the JDK's formatters, which take long to load.
                updated.map(time -> time.getEpochSecond() + "." + time.getNano())
                        .orElse(unreadUpdate.orElse("")));
    }

    /**
     * Compares two statuses of one training.
     *
     * @param other a status, or null
     * @return true if neither the word nor the update time has changed
     */
    @Override
    public boolean isSameAs(@Nullable WatchStatus other) {
        return other instanceof TrainingStatus status
                && word.equals(status.word)
                && updated.equals(status.updated)
                && unreadUpdate.equals(status.unreadUpdate);
    }
}
