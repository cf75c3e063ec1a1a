package io.github.predictionone.classifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.predictionone.internal.text.Ids;

/**
 * The id of a classifier: the service's {@code classifier_id}.
 *
 * @param value the id as the service wrote it
 */
public record ClassifierId(@JsonValue String value) {

    /**
     * Checks that the value can be an id.
     *
     * @param value see the component
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is blank, {@code .}, {@code ..}, or contains control characters
     */
    public ClassifierId {
        Ids.check("classifier id", value);
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
    public static ClassifierId of(String value) {
        return new ClassifierId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
