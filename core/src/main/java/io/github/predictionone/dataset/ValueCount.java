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
     * @param value as for the record
     * @param count as for the record
     * @throws NullPointerException if it is null
     */
    public ValueCount {
        Objects.requireNonNull(value, "value");
    }
}
