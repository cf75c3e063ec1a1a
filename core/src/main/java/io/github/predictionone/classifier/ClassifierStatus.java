package io.github.predictionone.classifier;

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
 * The status of a classifier at one moment, without secrets. Its JSON has the id, the state, the word and the times.
 * Inside an event or a {@link Classifier}, which have the id themselves, it has no id.
 *
 * @param id the classifier
 * @param state what the word means
 * @param word the status as the service wrote it, cut to 500 characters
 * @param created when the classifier was created; empty if the service sent no time, or one that can't be parsed
 * @param updated when it last changed; empty if the service sent no time, or one that can't be parsed
 * @param unreadUpdate {@code update_datetime} as the service wrote it, cut to 500 characters, if it can't be parsed as
 *     a time; otherwise empty
 */
@JsonIncludeProperties({"id", "state", "word", "created", "updated"})
@JsonPropertyOrder({"id", "state", "word", "created", "updated"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ClassifierStatus(
        ClassifierId id,
        ClassifierState state,
        String word,
        Optional<Instant> created,
        Optional<Instant> updated,
        Optional<String> unreadUpdate)
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
     * @throws NullPointerException if one is null
     */
    public ClassifierStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(updated, "updated");
        Objects.requireNonNull(unreadUpdate, "unreadUpdate");
    }

    /**
     * Creates a status, for tests of code that receives statuses and events.
     *
     * @param id the classifier
     * @param word the status word; its meaning follows {@link ClassifierState#of}
     * @return a status without times
     * @throws NullPointerException if an argument is null
     */
    public static ClassifierStatus of(ClassifierId id, String word) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(word, "word");
        return new ClassifierStatus(
                id, ClassifierState.of(word), word, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns a copy with times.
     *
     * @param creation when the classifier was created
     * @param update when it last changed
     * @return a copy
     * @throws NullPointerException if an argument is null
     */
    public ClassifierStatus withTimes(Instant creation, Instant update) {
        Objects.requireNonNull(creation, "creation");
        Objects.requireNonNull(update, "update");
        return new ClassifierStatus(id, state, word, Optional.of(creation), Optional.of(update), Optional.empty());
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
        return Digests.shortId(id.value(), word, updated.map(Instant::toString).orElse(unreadUpdate.orElse("")));
    }

    /**
     * Compares two statuses of one classifier.
     *
     * @param other a status, or null
     * @return true if neither the word nor the update time has changed
     */
    @Override
    public boolean isSameAs(@Nullable WatchStatus other) {
        return other instanceof ClassifierStatus status
                && word.equals(status.word)
                && updated.equals(status.updated)
                && unreadUpdate.equals(status.unreadUpdate);
    }

    /**
     * Returns the last status of a classifier that the service no longer lists.
     *
     * @return a copy with the word {@code terminated}
     */
    public ClassifierStatus gone() {
        return new ClassifierStatus(id, ClassifierState.TERMINATED, "terminated", created, updated, unreadUpdate);
    }
}
