package io.github.predictionone.classifier;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.github.predictionone.EventIds;
import io.github.predictionone.WatchEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An observation of a classifier's watch. Each event is the counterpart of a training's event. Its JSON has the same
 * shape, with {@code classifierId} instead of {@code trainingId}, and contains no key and no URL. The factory methods
 * create events exactly as a watch does.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ClassifierEvent extends WatchEvent {

    /**
     * Returns the observed classifier.
     *
     * @return its id
     */
    @JsonProperty
    ClassifierId classifierId();

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
     * @return {@link ClassifierRunning}, {@link ClassifierFailed}, {@link ClassifierTerminated}, or
     *     {@link StatusChanged} for any other state
     * @throws NullPointerException if an argument is null
     */
    static ClassifierEvent of(ClassifierStatus status, Instant observedAt) {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(observedAt, "observedAt");
        return switch (status.state()) {
            case RUNNING -> new ClassifierRunning(status, status.eventId(), observedAt);
            case FAILED -> new ClassifierFailed(status, status.eventId(), observedAt);
            case TERMINATED -> new ClassifierTerminated(status, status.eventId(), observedAt);
            default -> new StatusChanged(status, status.eventId(), observedAt);
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
    static StatusUnchanged unchanged(ClassifierStatus status, Instant observedAt) {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(observedAt, "observedAt");
        return new StatusUnchanged(status, status.eventId(), observedAt);
    }

    /**
     * Creates the event for a failed poll.
     *
     * @param id the classifier
     * @param statusId the {@link ClassifierStatus#eventId()} of the last status that the subscriber received; null if
     *     there is none
     * @param observedAt when the poll failed
     * @param reason why the poll failed
     * @param nextPollIn the time from {@code observedAt} to the next poll
     * @param consecutiveFailures how many polls have failed in a row, including this one; at least 1
     * @return the event
     * @throws NullPointerException if any other argument is null
     */
    static PollFailed pollFailed(
            ClassifierId id,
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
     * The first status of a watch, or a change of its word or update time.
     *
     * @param status the status that the service reported
     * @param eventId the id of the event
     * @param observedAt when it was observed
     */
    @JsonTypeName("status-changed")
    @JsonPropertyOrder({"eventId", "classifierId", "observedAt", "status"})
    record StatusChanged(@JsonIgnoreProperties("id") ClassifierStatus status, String eventId, Instant observedAt)
            implements ClassifierEvent {

        @Override
        public ClassifierId classifierId() {
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
    @JsonPropertyOrder({"eventId", "classifierId", "observedAt", "status"})
    record StatusUnchanged(@JsonIgnoreProperties("id") ClassifierStatus status, String eventId, Instant observedAt)
            implements ClassifierEvent {

        @Override
        public ClassifierId classifierId() {
            return status.id();
        }
    }

    /**
     * A poll failed after all its retries, or did not find the classifier. The watch continues.
     *
     * @param classifierId the classifier
     * @param eventId the id of the event
     * @param observedAt when it was observed
     * @param reason why the poll failed
     * @param nextPollIn the time from {@code observedAt} to the next poll
     * @param consecutiveFailures how many polls have failed in a row, including this one; at least 1
     */
    @JsonTypeName("poll-failed")
    @JsonPropertyOrder({"eventId", "classifierId", "observedAt", "reason", "nextPollIn", "consecutiveFailures"})
    record PollFailed(
            ClassifierId classifierId,
            String eventId,
            Instant observedAt,
            String reason,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration nextPollIn,
            int consecutiveFailures)
            implements ClassifierEvent {}

    /**
     * The classifier is running. The last event of a watch.
     *
     * @param status the status that the service reported
     * @param eventId the id of the event
     * @param observedAt when it was observed
     */
    @JsonTypeName("classifier-running")
    @JsonPropertyOrder({"eventId", "classifierId", "observedAt", "status"})
    record ClassifierRunning(@JsonIgnoreProperties("id") ClassifierStatus status, String eventId, Instant observedAt)
            implements ClassifierEvent {

        @Override
        public ClassifierId classifierId() {
            return status.id();
        }
    }

    /**
     * The classifier could not be built. The last event of a watch.
     *
     * @param status the status that the service reported
     * @param eventId the id of the event
     * @param observedAt when it was observed
     */
    @JsonTypeName("classifier-failed")
    @JsonPropertyOrder({"eventId", "classifierId", "observedAt", "status"})
    record ClassifierFailed(@JsonIgnoreProperties("id") ClassifierStatus status, String eventId, Instant observedAt)
            implements ClassifierEvent {

        @Override
        public ClassifierId classifierId() {
            return status.id();
        }
    }

    /**
     * The classifier has been terminated: its status says so, or the service no longer lists it. The last event of a
     * watch.
     *
     * @param status the status that the service reported
     * @param eventId the id of the event
     * @param observedAt when it was observed
     */
    @JsonTypeName("classifier-terminated")
    @JsonPropertyOrder({"eventId", "classifierId", "observedAt", "status"})
    record ClassifierTerminated(@JsonIgnoreProperties("id") ClassifierStatus status, String eventId, Instant observedAt)
            implements ClassifierEvent {

        @Override
        public ClassifierId classifierId() {
            return status.id();
        }
    }
}
