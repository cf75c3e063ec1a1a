package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;

/**
 * The training has finished, and there is a result. The last status of a watch.
 *
 * @param status the status that the service reported
 * @param eventId the id of the event
 * @param observedAt when it was observed
 */
@JsonTypeName("training-finished")
@JsonPropertyOrder({"eventId", "trainingId", "observedAt", "status"})
public record TrainingFinished(@JsonIgnoreProperties("id") TrainingStatus status, String eventId, Instant observedAt)
        implements StatusEvent {

    @Override
    public TrainingId trainingId() {
        return status.id();
    }
}
