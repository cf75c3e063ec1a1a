package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.time.Instant;

/**
 * A poll failed after all its retries. The watch continues.
 *
 * @param trainingId the training
 * @param eventId the id of the event
 * @param observedAt when it was observed
 * @param reason why the poll failed
 * @param nextPollIn the time from {@code observedAt} to the next poll
 * @param consecutiveFailures how many polls have failed in a row, including this one; at least 1
 */
@JsonTypeName("poll-failed")
@JsonPropertyOrder({"eventId", "trainingId", "observedAt", "reason", "nextPollIn", "consecutiveFailures"})
public record PollFailed(
        TrainingId trainingId,
        String eventId,
        Instant observedAt,
        String reason,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration nextPollIn,
        int consecutiveFailures)
        implements StatusEvent {}
