package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;

/**
 * A poll found nothing new. Sent as a heartbeat where asked for, and once after {@link PollFailed}.
 *
 * @param status what the service said
 * @param eventId names the event
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
