package io.github.predictionone.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one column of the input contributed to a prediction: a line of {@code prediction_analysis.csv}, whose column
 * names are not documented. {@link #columns()} has all of them unchanged.
 *
 * @param column the input's column: the field under {@code column name}, {@code column}, {@code variable},
 *     {@code feature}, {@code 項目名}, {@code 列名} and the like; empty if there is none of these
 * @param value the input's value: the field under {@code value} or {@code 値}; empty if there is neither
 * @param contribution how much it contributed to the prediction: the number under {@code contribution} or {@code 寄与度};
 *     empty if there is neither
 * @param columns the whole line, by column, in order
 */
public record Reason(
        Optional<String> column, Optional<String> value, OptionalDouble contribution, Map<String, String> columns) {

    /**
     * Copies the line and checks that no component is null.
     *
     * @param column see the component
     * @param value see the component
     * @param contribution see the component
     * @param columns see the component
     * @throws NullPointerException if one is null
     */
    public Reason {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(contribution, "contribution");
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
}
