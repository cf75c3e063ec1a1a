package io.github.predictionone.dataset;

import java.util.Objects;

/**
 * How often a value occurs in a column.
 *
 * @param value the value, as written in the file
 * @param count the number of rows with this value
 */
public record ValueCount(String value, long count) {

    /**
     * Checks that the value is not null.
     *
     * @param value see the component
     * @param count see the component
     * @throws NullPointerException if it is null
     */
    public ValueCount {
        Objects.requireNonNull(value, "value");
    }
}
