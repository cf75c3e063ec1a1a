package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.predictionone.internal.text.Ids;

/**
 * The id of an upload of training data and of the training that uses it: the service's {@code external_process_id}.
 *
 * @param value the id as the service wrote it
 */
public record TrainingId(@JsonValue String value) {

    /**
     * Checks that the value can be an id.
     *
     * @param value see the component
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is blank, {@code .}, {@code ..}, or contains control characters
     */
    public TrainingId {
        Ids.check("training id", value);
    }

    /**
     * Returns the id with this value.
     *
     * @param value the id as the service wrote it
     * @return the id
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is blank, {@code .}, {@code ..}, or contains control characters
     */
    @JsonCreator
    public static TrainingId of(String value) {
        return new TrainingId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
