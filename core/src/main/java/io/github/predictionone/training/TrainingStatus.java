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
 * What the service says of a training at one moment ({@code GET /models/results}). Its JSON has the id, the state, the
 * word, the times and the message; inside of an event, which has the id itself, it has no id.
 *
 * @param id the training
 * @param state what the word means
 * @param word the status as the service wrote it, at most 500 characters of it
 * @param created when the training was created; empty if the service gave no time, or one that can't be read
 * @param updated when the status last changed; empty if the service gave no time, or one that can't be read
 * @param unreadUpdate {@code updated_datetime} as the service wrote it, at most 500 characters of it, if that can't be
 *     read as a time; else empty
 * @param hasResult whether the answer named an archive of results
 * @param message the service's explanation, at most 500 characters of it; empty if it gave none
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
     * Checks that all parts are there.
     *
     * @param id as for the record
     * @param state as for the record
     * @param word as for the record
     * @param created as for the record
     * @param updated as for the record
     * @param unreadUpdate as for the record
     * @param hasResult as for the record
     * @param message as for the record
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
     * Makes a status, for tests of code that receives statuses and events.
     *
     * @param id the training
     * @param word the status word; its meaning is that of {@link StatusClassifier#defaults()}
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
     * The same with another meaning of the word.
     *
     * @param meaning what the word means
     * @return a copy
     */
    public TrainingStatus withState(TrainingState meaning) {
        return new TrainingStatus(id, meaning, word, created, updated, unreadUpdate, hasResult, message);
    }

    /**
     * The same with times.
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
     * The same with an explanation.
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
     * Names this status: the same in every process, another after every change of word or update time.
     *
     * @return 16 characters that can stand in an HTTP header
     */
    @Override
    public String eventId() {
        return Digests.shortId(
                id.value(),
                word,
                // By its numbers: the JDK's formatters take long to load.
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
