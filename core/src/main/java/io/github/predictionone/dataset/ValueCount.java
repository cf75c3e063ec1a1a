package io.github.predictionone.dataset;

import java.util.Objects;

/**
 * How often a value occurs in a column.
 *
 * @param value as it stands in the file
 * @param count in how many rows
 */
public record ValueCount(String value, long count) {

    /**
     * Checks the value.
     *
     * @param value see the component
     * @param count see the component
     * @throws NullPointerException if it is null
     */
    public ValueCount {
        Objects.requireNonNull(value, "value");
    }
}
