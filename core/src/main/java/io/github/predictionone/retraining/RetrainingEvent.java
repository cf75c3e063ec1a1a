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
 * Something that the watch of a retraining observed: each event is the counterpart of a training's that has the same
 * name, and its JSON has the same shape, with {@code retrainJobId} in place of {@code trainingId}. The factories make
 * events exactly as a watch does.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface RetrainingEvent extends WatchEvent {

    /**
     * The retraining that was observed.
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
     * Makes the event of a status that a subscriber has not seen yet.
     *
     * @param status what the service said
     * @param observedAt when it was observed
     * @return {@link RetrainingFinished}, {@link RetrainingFailed} or, in progress, {@link StatusChanged}
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
     * Makes the event of a status that a subscriber has seen.
     *
     * @param status what the service said
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
     * Makes the event of a failed poll.
     *
     * @param id the retraining
     * @param statusId the {@link RetrainingStatus#eventId()} of the status that the subscriber has seen last; null if none
     * @param observedAt when the poll failed
     * @param reason what went wrong
     * @param nextPollIn when the next poll comes, from {@code observedAt}
     * @param consecutiveFailures polls that have failed in a row, this one included; at least 1
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
     * Makes the event of a download's progress.
     *
     * @param status of the finished retraining
     * @param observedAt when it was observed
     * @param bytesReceived bytes so far, those of an earlier attempt included
     * @param totalBytes the archive's length; empty while the storage has not named it
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
     * Makes the event of a complete download.
     *
     * @param status of the finished retraining
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
     * The first status of a watch, and every change of its word or message.
     *
     * @param status what the service said
     * @param eventId names the event
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
     * A poll found nothing new: a heartbeat, or the first good poll after failed ones.
     *
     * @param status what the service said
     * @param eventId names the event
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
     * A poll failed for good after its retries. The watch goes on.
     *
     * @param retrainJobId the retraining
     * @param eventId names the event
     * @param observedAt when it was observed
     * @param reason what went wrong
     * @param nextPollIn when the next poll comes, from {@code observedAt}
     * @param consecutiveFailures polls that have failed in a row, this one included; at least 1
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
     * The retraining is over: there is a model to switch to. The last status of a watch.
     *
     * @param status what the service said
     * @param eventId names the event
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
     * The retraining is over, and there is no new model. The last event of a watch.
     *
     * @param status what the service said
     * @param eventId names the event
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
     * More of the result archive is on the disk.
     *
     * @param retrainJobId the retraining
     * @param eventId names the event
     * @param observedAt when it was observed
     * @param bytesReceived bytes so far, those of an earlier attempt included
     * @param totalBytes the archive's length; empty while the storage has not told it
     */
    @JsonTypeName("download-progressed")
    @JsonPropertyOrder({"eventId", "retrainJobId", "observedAt", "bytesReceived", "totalBytes"})
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record DownloadProgressed(
            RetrainJobId retrainJobId, String eventId, Instant observedAt, long bytesReceived, OptionalLong totalBytes)
            implements RetrainingEvent {}

    /**
     * The result archive lies whole and checked under its final name.
     *
     * @param retrainJobId the retraining
     * @param eventId names the event
     * @param observedAt when it was observed
     * @param file the archive; its JSON has the file's name alone
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
