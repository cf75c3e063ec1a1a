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
 * An observation of a watch. An event is plain data: it has no key and no URL, and its JSON names a file without its
 * directory.
 *
 * <p>Any Jackson 3 mapper writes the same JSON as {@link #toJson()}.
 *
 * <p>The factory methods create events exactly as a watch does, with the same event ids. Use them to test code that
 * receives events.
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
     * Returns the observed training.
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
     * Creates the event for a status that a subscriber has not received yet.
     *
     * @param status the status that the service reported
     * @param observedAt when it was observed
     * @return {@link TrainingFinished}, {@link TrainingFailed} or, while in progress, {@link StatusChanged}
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
     * Creates the event for a status that a subscriber has already received.
     *
     * @param status the status that the service reported
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
     * Creates the event for a failed poll.
     *
     * @param id the training
     * @param statusId the {@link TrainingStatus#eventId()} of the last status that the subscriber received; null if
     *     there is none
     * @param observedAt when the poll failed
     * @param reason why the poll failed
     * @param nextPollIn the time from {@code observedAt} to the next poll
     * @param consecutiveFailures how many polls have failed in a row, including this one; at least 1
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
     * Creates the event for a download's progress.
     *
     * @param status the status of the finished training
     * @param observedAt when it was observed
     * @param bytesReceived the number of bytes received so far, including those of an earlier attempt
     * @param totalBytes the archive's length; empty until the storage has sent it
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
     * Creates the event for a complete download.
     *
     * @param status the status of the finished training
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
