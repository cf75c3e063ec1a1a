package io.github.predictionone.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of an uploaded data set: the service's {@code data_set_id}.
 *
 * @param value the id
 */
public record DataSetId(@JsonValue long value) {

    /**
     * Returns the id with this value.
     *
     * @param value the id
     * @return the id
     */
    @JsonCreator
    public static DataSetId of(long value) {
        return new DataSetId(value);
    }

    /**
     * Parses an id from text, such as a path variable.
     *
     * @param text a decimal number
     * @return the id
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is not a number
     */
    public static DataSetId of(String text) {
        return new DataSetId(Long.parseLong(text.strip()));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
