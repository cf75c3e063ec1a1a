package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;

/**
 * A poll that found no change. Emitted as a heartbeat if requested, and once after {@link PollFailed}.
 *
 * @param status the status that the service reported
 * @param eventId the id of the event
 * @param observedAt when it was observed
 */
@JsonTypeName("status-unchanged")
@JsonPropertyOrder({"eventId", "trainingId", "observedAt", "status"})
public record StatusUnchanged(@JsonIgnoreProperties("id") TrainingStatus status, String eventId, Instant observedAt)
        implements StatusEvent {

    @Override
    public TrainingId trainingId() {
        return status.id();
    }
}
