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
 * What the service says of a classifier at one moment, as far as it is for everybody's eyes. Its JSON has the id, the
 * state, the word and the times; inside of an event or a {@link Classifier}, which have the id themselves, it has no id.
 *
 * @param id the classifier
 * @param state what the word means
 * @param word the status as the service wrote it, at most 500 characters of it
 * @param created when the classifier was created; empty if the service gave no time, or one that can't be read
 * @param updated when it last changed; empty if the service gave no time, or one that can't be read
 * @param unreadUpdate {@code update_datetime} as the service wrote it, at most 500 characters of it, if that can't be
 *     read as a time; else empty
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
     * Checks that all parts are there.
     *
     * @param id as for the record
     * @param state as for the record
     * @param word as for the record
     * @param created as for the record
     * @param updated as for the record
     * @param unreadUpdate as for the record
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
     * Makes a status, for tests of code that receives statuses and events.
     *
     * @param id the classifier
     * @param word the status word; its meaning is that of {@link ClassifierState#of}
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
     * The same with times.
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
     * Names this status: the same in every process, another after every change of word or update time.
     *
     * @return 16 characters that can stand in an HTTP header
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
     * The end of a classifier that the service lists no longer.
     *
     * @return the same with the word {@code terminated}
     */
    public ClassifierStatus gone() {
        return new ClassifierStatus(id, ClassifierState.TERMINATED, "terminated", created, updated, unreadUpdate);
    }
}
