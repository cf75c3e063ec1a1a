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
 * Something that the watch of a classifier observed: each event is the counterpart of a training's, and its JSON has the
 * same shape, with {@code classifierId} in place of {@code trainingId}. No key and no URL is in it. The factories make
 * events exactly as a watch does.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ClassifierEvent extends WatchEvent {

    /**
     * The classifier that was observed.
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
     * Makes the event of a status that a subscriber has not seen yet.
     *
     * @param status what the service said
     * @param observedAt when it was observed
     * @return {@link ClassifierRunning}, {@link ClassifierFailed}, {@link ClassifierTerminated} or else
     *     {@link StatusChanged}
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
     * Makes the event of a status that a subscriber has seen.
     *
     * @param status what the service said
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
     * Makes the event of a failed poll.
     *
     * @param id the classifier
     * @param statusId the {@link ClassifierStatus#eventId()} of the status that the subscriber has seen last; null if none
     * @param observedAt when the poll failed
     * @param reason what went wrong
     * @param nextPollIn when the next poll comes, from {@code observedAt}
     * @param consecutiveFailures polls that have failed in a row, this one included; at least 1
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
     * The first status of a watch, and every change of its word or update time.
     *
     * @param status what the service said
     * @param eventId names the event
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
     * A poll found nothing new: a heartbeat, or the first good poll after failed ones.
     *
     * @param status what the service said
     * @param eventId names the event
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
     * A poll failed for good after its retries, or found no such classifier. The watch goes on.
     *
     * @param classifierId the classifier
     * @param eventId names the event
     * @param observedAt when it was observed
     * @param reason what went wrong
     * @param nextPollIn when the next poll comes, from {@code observedAt}
     * @param consecutiveFailures polls that have failed in a row, this one included; at least 1
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
     * The classifier answers. The last event of a watch.
     *
     * @param status what the service said
     * @param eventId names the event
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
     * The classifier could not be made. The last event of a watch.
     *
     * @param status what the service said
     * @param eventId names the event
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
     * The classifier is gone: its status says so, or the service lists it no longer. The
     * last event of a watch.
     *
     * @param status what the service said
     * @param eventId names the event
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
