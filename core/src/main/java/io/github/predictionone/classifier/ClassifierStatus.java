package io.github.predictionone.classifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.predictionone.internal.text.Digests;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service says of a classifier at one moment, as far as it is for everybody's eyes.
 *
 * @param id the classifier
 * @param state what the word means
 * @param word the status as the service wrote it, at most 500 characters of it
 * @param createdAt when the classifier was created, or null; see {@link #created()}
 * @param updatedAt when it last changed, or null; see {@link #updated()}
 * @param unreadUpdate {@code update_datetime} as the service wrote it, at most 500 characters of it, if that can't be
 *     read as a time; else null
 */
@JsonIncludeProperties({"state", "word", "created", "updated"})
@JsonPropertyOrder({"state", "word", "created", "updated"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ClassifierStatus(
        ClassifierId id,
        ClassifierState state,
        String word,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String unreadUpdate) {

    /**
     * Checks that the required parts are there.
     *
     * @param id as for the record
     * @param state as for the record
     * @param word as for the record
     * @param createdAt as for the record
     * @param updatedAt as for the record
     * @param unreadUpdate as for the record
     * @throws NullPointerException if id, state or word is null
     */
    public ClassifierStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(word, "word");
    }

    /**
     * When the classifier was created.
     *
     * @return empty when the service gave no time, or one that can't be read
     */
    @JsonProperty
    public Optional<Instant> created() {
        return Optional.ofNullable(createdAt);
    }

    /**
     * When it last changed.
     *
     * @return empty when the service gave no time, or one that can't be read
     */
    @JsonProperty
    public Optional<Instant> updated() {
        return Optional.ofNullable(updatedAt);
    }

    /**
     * Names this status: the same in every process, another after every change of word or update time.
     *
     * @return 16 characters that can stand in an HTTP header
     */
    public String eventId() {
        return Digests.shortId(
                id.value(),
                word,
                updatedAt == null ? Objects.requireNonNullElse(unreadUpdate, "") : updatedAt.toString());
    }

    /**
     * Whether this is the same status as another: neither the word nor the update time has changed.
     *
     * @param other another status of the same classifier, or null
     * @return true if nothing has changed since
     */
    public boolean isSameAs(@Nullable ClassifierStatus other) {
        return other != null
                && word.equals(other.word)
                && Objects.equals(updatedAt, other.updatedAt)
                && Objects.equals(unreadUpdate, other.unreadUpdate);
    }

    /**
     * The end of a classifier that the service lists no longer.
     *
     * @return the same with the word {@code terminated}
     */
    public ClassifierStatus gone() {
        return new ClassifierStatus(id, ClassifierState.TERMINATED, "terminated", createdAt, updatedAt, unreadUpdate);
    }
}
