package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.predictionone.EventIds;
import io.github.predictionone.WatchEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Something that a watch observed. Plain data: no key, no URL, of the local disk no more than a file.
 *
 * <p>Any Jackson 3 mapper writes the same JSON as {@link #toJson()}.
 *
 * <p>The factories make events exactly as a watch does, with the same event ids. Use them to test code that receives
 * events.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface StatusEvent extends WatchEvent
        permits StatusChanged,
                StatusUnchanged,
                PollFailed,
                TrainingFinished,
                TrainingFailed,
                DownloadProgressed,
                ResultDownloaded {

    /**
     * The training that was observed.
     *
     * @return its id
     */
    @JsonProperty
    TrainingId trainingId();

    @Override
    @JsonProperty
    String eventId();

    @Override
    @JsonProperty
    @JsonFormat(shape = JsonFormat.Shape.STRING)
    Instant observedAt();

    /**
     * Makes the event of a status that a subscriber has not seen yet.
     *
     * @param status what the service said
     * @param observedAt when it was observed
     * @return {@link TrainingFinished}, {@link TrainingFailed} or, in progress, {@link StatusChanged}
     * @throws NullPointerException if an argument is null
     */
    static StatusEvent of(TrainingStatus status, Instant observedAt) {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(observedAt, "observedAt");
        return switch (status.state()) {
            case IN_PROGRESS -> new StatusChanged(status, status.eventId(), observedAt);
            case FINISHED -> new TrainingFinished(status, status.eventId(), observedAt);
            case FAILED -> new TrainingFailed(status, status.eventId(), observedAt);
        };
    }

    /**
     * Makes the event of a status that a subscriber has seen.
     *
     * @param status what the service said
     * @param observedAt when it was observed
     * @return the heartbeat
     * @throws NullPointerException if an argument is null
     */
    static StatusUnchanged unchanged(TrainingStatus status, Instant observedAt) {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(observedAt, "observedAt");
        return new StatusUnchanged(status, status.eventId(), observedAt);
    }

    /**
     * Makes the event of a failed poll.
     *
     * @param id the training
     * @param statusId the {@link TrainingStatus#eventId()} of the status that the subscriber has seen last; null if none
     * @param observedAt when the poll failed
     * @param reason what went wrong
     * @param nextPollIn when the next poll comes, from {@code observedAt}
     * @param consecutiveFailures polls that have failed in a row, this one included; at least 1
     * @return the event
     * @throws NullPointerException if any other argument is null
     */
    static PollFailed pollFailed(
            TrainingId id,
            @Nullable String statusId,
            Instant observedAt,
            String reason,
            Duration nextPollIn,
            int consecutiveFailures) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(observedAt, "observedAt");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(nextPollIn, "nextPollIn");
        String eventId = EventIds.ofFailedPoll(statusId, consecutiveFailures);
        return new PollFailed(id, eventId, observedAt, reason, nextPollIn, consecutiveFailures);
    }

    /**
     * Makes the event of a download's progress.
     *
     * @param status of the finished training
     * @param observedAt when it was observed
     * @param bytesReceived bytes so far, those of an earlier attempt included
     * @param totalBytes the archive's length; empty while the storage has not named it
     * @return the event
     * @throws NullPointerException if an argument is null
     */
    static DownloadProgressed progressed(
            TrainingStatus status, Instant observedAt, long bytesReceived, OptionalLong totalBytes) {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(observedAt, "observedAt");
        Objects.requireNonNull(totalBytes, "totalBytes");
        String eventId = EventIds.ofProgress(status.eventId(), bytesReceived);
        return new DownloadProgressed(status.id(), eventId, observedAt, bytesReceived, totalBytes);
    }

    /**
     * Makes the event of a complete download.
     *
     * @param status of the finished training
     * @param observedAt when it was observed
     * @param file the archive
     * @param size its length in bytes
     * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
     * @return the event
     * @throws NullPointerException if an argument is null
     */
    static ResultDownloaded downloaded(TrainingStatus status, Instant observedAt, Path file, long size, String sha256) {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(observedAt, "observedAt");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha256, "sha256");
        String eventId = EventIds.ofDownload(status.eventId());
        return new ResultDownloaded(status.id(), eventId, observedAt, file, size, sha256);
    }
}
