package io.github.predictionone.retraining;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.predictionone.internal.text.Ids;
import io.github.predictionone.model.ModelId;
import java.util.Objects;

/**
 * Names one retraining of a model: the service's {@code retrain_job_id}, and the model, whose own API key opens the job.
 *
 * @param model the model that is retrained
 * @param value the id as the service wrote it; as JSON, a job is this text
 */
public record RetrainJobId(ModelId model, @JsonValue String value) {

    /**
     * Checks that the value can be an id.
     *
     * @param model as for the record
     * @param value as for the record
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if the value is blank, {@code .}, {@code ..}, or holds control characters
     */
    public RetrainJobId {
        Objects.requireNonNull(model, "model");
        Ids.check("retrain job id", value);
    }

    /**
     * The retraining of a model that has this id.
     *
     * @param model the model that is retrained
     * @param value the id as the service wrote it
     * @return the id
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if the value is blank, {@code .}, {@code ..}, or holds control characters
     */
    public static RetrainJobId of(ModelId model, String value) {
        return new RetrainJobId(model, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
