package io.github.predictionone.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one column of the input had to do with a prediction: a line of {@code prediction_analysis.csv}, whose column names
 * are not documented. {@link #columns()} has all of them as they came.
 *
 * @param column the input's column: what stands under {@code column name}, {@code column}, {@code variable},
 *     {@code feature}, {@code 項目名}, {@code 列名} and the like; empty where there is none of these
 * @param value the input's value: what stands under {@code value} or {@code 値}; empty where there is neither
 * @param contribution by how much it speaks for the prediction: the number under {@code contribution} or {@code 寄与度};
 *     empty where there is neither
 * @param columns the whole line by column, in order
 */
public record Reason(
        Optional<String> column, Optional<String> value, OptionalDouble contribution, Map<String, String> columns) {

    /**
     * Copies the line.
     *
     * @param column as for the record
     * @param value as for the record
     * @param contribution as for the record
     * @param columns as for the record
     * @throws NullPointerException if one is null
     */
    public Reason {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(contribution, "contribution");
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
}
