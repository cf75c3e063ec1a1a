package io.github.predictionone.training;

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
 * What the service says of a training at one moment ({@code GET /models/results}).
 *
 * @param id the training
 * @param state what the word means
 * @param word the status as the service wrote it, at most 500 characters of it
 * @param createdAt when the training was created, or null; see {@link #created()}
 * @param updatedAt when the status last changed, or null; see {@link #updated()}
 * @param unreadUpdate {@code updated_datetime} as the service wrote it, at most 500 characters of it, if that can't be
 *     read as a time; else null
 * @param hasResult whether the answer named an archive of results
 * @param message the service's explanation where it gave one, at most 500 characters of it, or null
 */
@JsonIncludeProperties({"state", "word", "created", "updated", "message"})
@JsonPropertyOrder({"state", "word", "created", "updated", "message"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrainingStatus(
        TrainingId id,
        TrainingState state,
        String word,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String unreadUpdate,
        boolean hasResult,
        @Nullable String message) {

    /**
     * Checks that the required parts are there.
     *
     * @param id as for the record
     * @param state as for the record
     * @param word as for the record
     * @param createdAt as for the record
     * @param updatedAt as for the record
     * @param unreadUpdate as for the record
     * @param hasResult as for the record
     * @param message as for the record
     * @throws NullPointerException if id, state or word is null
     */
    public TrainingStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(word, "word");
    }

    /**
     * When the training was created.
     *
     * @return empty when the service gave no time, or one that can't be read
     */
    @JsonProperty
    public Optional<Instant> created() {
        return Optional.ofNullable(createdAt);
    }

    /**
     * When the status last changed.
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
                // By its numbers: the JDK's formatters take long to load.
                updatedAt == null
                        ? Objects.requireNonNullElse(unreadUpdate, "")
                        : updatedAt.getEpochSecond() + "." + updatedAt.getNano());
    }

    /**
     * Whether this is the same status as another: neither the word nor the update time has changed.
     *
     * @param other another status of the same training, or null
     * @return true if nothing has changed since
     */
    public boolean isSameAs(@Nullable TrainingStatus other) {
        return other != null
                && word.equals(other.word)
                && Objects.equals(updatedAt, other.updatedAt)
                && Objects.equals(unreadUpdate, other.unreadUpdate);
    }
}
