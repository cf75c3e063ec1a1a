package io.github.predictionone.retraining;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.github.predictionone.EventIds;
import io.github.predictionone.WatchEvent;
import io.github.predictionone.internal.text.FileNameSerializer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * An observation of a retraining's watch. Each event is the counterpart of the training's event of the same name. Its
 * JSON has the same shape, with {@code retrainJobId} instead of {@code trainingId}. The factory methods create events
 * exactly as a watch does.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface RetrainingEvent extends WatchEvent {

    /**
     * Returns the observed retraining.
     *
     * @return its id
     */
    @JsonProperty
    RetrainJobId retrainJobId();

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
     * @return {@link RetrainingFinished}, {@link RetrainingFailed} or, while in progress, {@link StatusChanged}
     * @throws NullPointerException if an argument is null
     */
    static RetrainingEvent of(RetrainingStatus status, Instant observedAt) {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(observedAt, "observedAt");
        return switch (status.state()) {
            case IN_PROGRESS -> new StatusChanged(status, status.eventId(), observedAt);
            case FINISHED -> new RetrainingFinished(status, status.eventId(), observedAt);
            case FAILED -> new RetrainingFailed(status, status.eventId(), observedAt);
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
    static StatusUnchanged unchanged(RetrainingStatus status, Instant observedAt) {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(observedAt, "observedAt");
        return new StatusUnchanged(status, status.eventId(), observedAt);
    }

    /**
     * Creates the event for a failed poll.
     *
     * @param id the retraining
     * @param statusId the {@link RetrainingStatus#eventId()} of the last status that the subscriber received; null if
     *     there is none
     * @param observedAt when the poll failed
     * @param reason why the poll failed
     * @param nextPollIn the time from {@code observedAt} to the next poll
     * @param consecutiveFailures how many polls have failed in a row, including this one; at least 1
     * @return the event
     * @throws NullPointerException if any other argument is null
     */
    static PollFailed pollFailed(
            RetrainJobId id,
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
     * @param status the status of the finished retraining
     * @param observedAt when it was observed
     * @param bytesReceived the number of bytes received so far, including those of an earlier attempt
     * @param totalBytes the archive's length; empty until the storage has sent it
     * @return the event
     * @throws NullPointerException if an argument is null
     */
    static DownloadProgressed progressed(
            RetrainingStatus status, Instant observedAt, long bytesReceived, OptionalLong totalBytes) {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(observedAt, "observedAt");
        Objects.requireNonNull(totalBytes, "totalBytes");
        String eventId = EventIds.ofProgress(status.eventId(), bytesReceived);
        return new DownloadProgressed(status.id(), eventId, observedAt, bytesReceived, totalBytes);
    }

    /**
     * Creates the event for a complete download.
     *
     * @param status the status of the finished retraining
     * @param observedAt when it was observed
     * @param file the archive
     * @param size its length in bytes
     * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
     * @return the event
     * @throws NullPointerException if an argument is null
     */
    static ResultDownloaded downloaded(
            RetrainingStatus status, Instant observedAt, Path file, long size, String sha256) {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(observedAt, "observedAt");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha256, "sha256");
        String eventId = EventIds.ofDownload(status.eventId());
        return new ResultDownloaded(status.id(), eventId, observedAt, file, size, sha256);
    }

    /**
     * The first status of a watch, or a change of its word or message.
     *
     * @param status the status that the service reported
     * @param eventId the id of the event
     * @param observedAt when it was observed
     */
    @JsonTypeName("status-changed")
    @JsonPropertyOrder({"eventId", "retrainJobId", "observedAt", "status"})
    record StatusChanged(@JsonIgnoreProperties("id") RetrainingStatus status, String eventId, Instant observedAt)
            implements RetrainingEvent {

        @Override
        public RetrainJobId retrainJobId() {
            return status.id();
        }
    }

    /**
     * A poll that found no change: a heartbeat, or the first successful poll after failed ones.
     *
     * @param status the status that the service reported
     * @param eventId the id of the event
     * @param observedAt when it was observed
     */
    @JsonTypeName("status-unchanged")
    @JsonPropertyOrder({"eventId", "retrainJobId", "observedAt", "status"})
    record StatusUnchanged(@JsonIgnoreProperties("id") RetrainingStatus status, String eventId, Instant observedAt)
            implements RetrainingEvent {

        @Override
        public RetrainJobId retrainJobId() {
            return status.id();
        }
    }

    /**
     * A poll failed after all its retries. The watch continues.
     *
     * @param retrainJobId the retraining
     * @param eventId the id of the event
     * @param observedAt when it was observed
     * @param reason why the poll failed
     * @param nextPollIn the time from {@code observedAt} to the next poll
     * @param consecutiveFailures how many polls have failed in a row, including this one; at least 1
     */
    @JsonTypeName("poll-failed")
    @JsonPropertyOrder({"eventId", "retrainJobId", "observedAt", "reason", "nextPollIn", "consecutiveFailures"})
    record PollFailed(
            RetrainJobId retrainJobId,
            String eventId,
            Instant observedAt,
            String reason,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration nextPollIn,
            int consecutiveFailures)
            implements RetrainingEvent {}

    /**
     * The retraining has finished, and there is a model to switch to. The last status of a watch.
     *
     * @param status the status that the service reported
     * @param eventId the id of the event
     * @param observedAt when it was observed
     */
    @JsonTypeName("retraining-finished")
    @JsonPropertyOrder({"eventId", "retrainJobId", "observedAt", "status"})
    record RetrainingFinished(@JsonIgnoreProperties("id") RetrainingStatus status, String eventId, Instant observedAt)
            implements RetrainingEvent {

        @Override
        public RetrainJobId retrainJobId() {
            return status.id();
        }
    }

    /**
     * The retraining has failed, and there is no new model. The last event of a watch.
     *
     * @param status the status that the service reported
     * @param eventId the id of the event
     * @param observedAt when it was observed
     */
    @JsonTypeName("retraining-failed")
    @JsonPropertyOrder({"eventId", "retrainJobId", "observedAt", "status"})
    record RetrainingFailed(@JsonIgnoreProperties("id") RetrainingStatus status, String eventId, Instant observedAt)
            implements RetrainingEvent {

        @Override
        public RetrainJobId retrainJobId() {
            return status.id();
        }
    }

    /**
     * More bytes of the result archive have been written to disk.
     *
     * @param retrainJobId the retraining
     * @param eventId the id of the event
     * @param observedAt when it was observed
     * @param bytesReceived the number of bytes received so far, including those of an earlier attempt
     * @param totalBytes the archive's length; empty until the storage has sent it
     */
    @JsonTypeName("download-progressed")
    @JsonPropertyOrder({"eventId", "retrainJobId", "observedAt", "bytesReceived", "totalBytes"})
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record DownloadProgressed(
            RetrainJobId retrainJobId, String eventId, Instant observedAt, long bytesReceived, OptionalLong totalBytes)
            implements RetrainingEvent {}

    /**
     * The result archive is complete, verified, and has its final name.
     *
     * @param retrainJobId the retraining
     * @param eventId the id of the event
     * @param observedAt when it was observed
     * @param file the archive; the event's JSON has only the file's name, without its directory
     * @param size its length in bytes
     * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
     */
    @JsonTypeName("result-downloaded")
    @JsonPropertyOrder({"eventId", "retrainJobId", "observedAt", "file", "size", "sha256"})
    record ResultDownloaded(
            RetrainJobId retrainJobId,
            String eventId,
            Instant observedAt,
            @JsonSerialize(using = FileNameSerializer.class) Path file,
            long size,
            String sha256)
            implements RetrainingEvent {}
}
