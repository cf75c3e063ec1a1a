package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.time.Instant;

/**
 * A poll failed for good after its retries. The watch goes on.
 *
 * @param trainingId the training
 * @param eventId names the event
 * @param observedAt when it was observed
 * @param reason what went wrong
 * @param nextPollIn when the next poll comes, from {@code observedAt}
 * @param consecutiveFailures polls that have failed in a row, this one included; at least 1
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
