package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;

/**
 * The first status of a watch, and every change of its word or update time.
 *
 * @param status what the service said
 * @param eventId names the event
 * @param observedAt when it was observed
 */
@JsonTypeName(StatusChanged.TYPE)
@JsonPropertyOrder({"eventId", "trainingId", "observedAt", "status"})
public record StatusChanged(TrainingStatus status, String eventId, Instant observedAt) implements StatusEvent {

    static final String TYPE = "status-changed";

    @Override
    public TrainingId trainingId() {
        return status.id();
    }

    @Override
    public String type() {
        return TYPE;
    }
}
