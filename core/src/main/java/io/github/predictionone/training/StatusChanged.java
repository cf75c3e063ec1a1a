package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;

/**
 * The first status of a watch, or a change of its word or update time.
 *
 * @param status the status that the service reported
 * @param eventId the id of the event
 * @param observedAt when it was observed
 */
@JsonTypeName("status-changed")
@JsonPropertyOrder({"eventId", "trainingId", "observedAt", "status"})
public record StatusChanged(@JsonIgnoreProperties("id") TrainingStatus status, String eventId, Instant observedAt)
        implements StatusEvent {

    @Override
    public TrainingId trainingId() {
        return status.id();
    }
}
