package io.github.predictionone.retraining;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.predictionone.internal.text.Ids;
import io.github.predictionone.model.ModelId;
import java.util.Objects;

/**
 * The id of one retraining of a model: the service's {@code retrain_job_id}, and the model, whose own API key gives
 * access to the job.
 *
 * @param model the model that is retrained
 * @param value the id as the service wrote it; the JSON of this type is this text alone
 */
public record RetrainJobId(ModelId model, @JsonValue String value) {

    /**
     * Checks that the value can be an id.
     *
     * @param model see the component
     * @param value see the component
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if the value is blank, {@code .}, {@code ..}, or contains control characters
     */
    public RetrainJobId {
        Objects.requireNonNull(model, "model");
        Ids.check("retrain job id", value);
    }

    /**
     * Returns the id of a model's retraining.
     *
     * @param model the model that is retrained
     * @param value the id as the service wrote it
     * @return the id
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if the value is blank, {@code .}, {@code ..}, or contains control characters
     */
    public static RetrainJobId of(ModelId model, String value) {
        return new RetrainJobId(model, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
