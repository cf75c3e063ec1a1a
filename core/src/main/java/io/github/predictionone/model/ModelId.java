package io.github.predictionone.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a trained model: the service's {@code model_id}.
 *
 * @param value the id
 */
public record ModelId(@JsonValue long value) {

    /**
     * Returns the id with this value.
     *
     * @param value the id
     * @return the id
     */
    @JsonCreator
    public static ModelId of(long value) {
        return new ModelId(value);
    }

    /**
     * Parses an id from text, such as a path variable.
     *
     * @param text a decimal number
     * @return the id
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is not a number
     */
    public static ModelId of(String text) {
        return new ModelId(Long.parseLong(text.strip()));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
