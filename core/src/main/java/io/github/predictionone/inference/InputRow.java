package io.github.predictionone.inference;

import io.github.predictionone.internal.text.RowValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row to predict for: the values of its columns, as written in a CSV. Its {@code toString} shows no values. */
public final class InputRow {

    private final Values values;

    private InputRow(Values values) {
        this.values = values;
    }

    private record Values(Map<String, String> columns) {

        Values {
            Map<String, String> copy = new LinkedHashMap<>();
            columns.forEach((column, value) -> {
                if (column.isBlank()) {
                    throw new IllegalArgumentException("a column of a row must have a name");
                }
                copy.put(column, Objects.requireNonNull(value, column));
            });
            if (copy.isEmpty()) {
                throw new IllegalArgumentException("a row must have at least one column");
            }
            columns = Collections.unmodifiableMap(copy);
        }
    }

    /**
     * Creates a row from an object of the application: a {@link Map} from column names to values, in its order; or a
     * record or bean whose properties are named like the columns, directly or through Jackson's {@code @JsonProperty}.
     * Values may be texts, numbers, booleans, enums, dates, times and {@code Optional}s of these. A null is a missing
     * value; a {@code LocalDate} becomes {@code 2024-05-31} and a {@code LocalDateTime} {@code 2024-05-31 07:05:00}.
     * The package of a record or bean in a named module must be open to {@code tools.jackson.databind}.
     *
     * @param source the map, record or bean; an {@code InputRow} is returned unchanged
     * @return the row
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it has no columns, or a value that does not fit into one field: a list, an
     *     object, or a number that is not finite. The message names the column and shows no value
     */
    public static InputRow of(Object source) {
        Objects.requireNonNull(source, "source");
        return source instanceof InputRow row ? row : ofValues(RowValues.of(source));
    }

    /**
     * Parses a row from two lines of CSV.
     *
     * @param header the names of the columns, separated by commas
     * @param line the values, one for each column
     * @return the row
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the text is not two such lines
     */
    public static InputRow ofCsv(String header, String line) {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(line, "line");
        return ofValues(RowValues.ofCsv(header, line));
    }

    /**
     * Creates a row of texts that are written into the CSV unchanged.
     *
     * @param values the values by column, in order; an empty text is a missing value
     * @return a row with a copy of the map
     * @throws NullPointerException if the map, a column or a value is null
     * @throws IllegalArgumentException if there is no column, or a name is blank
     */
    public static InputRow ofValues(Map<String, String> values) {
        Objects.requireNonNull(values, "values");
        return new InputRow(new Values(values));
    }

    /**
     * Returns the values of the columns.
     *
     * @return the values by column, in order; an empty text is a missing value; unmodifiable
     */
    public Map<String, String> values() {
        return values.columns;
    }

    /**
     * Returns the names of the columns.
     *
     * @return the names, in order
     */
    public List<String> columns() {
        return List.copyOf(values.columns.keySet());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InputRow row && values.equals(row.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    // The values are omitted because they may be confidential.
    @Override
    public String toString() {
        return "InputRow[columns=" + values.columns.keySet() + "]";
    }
}
