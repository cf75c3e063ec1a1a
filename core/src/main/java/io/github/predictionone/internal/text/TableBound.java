package io.github.predictionone.internal.text;

import org.jspecify.annotations.Nullable;

/**
 * Limits how much of one table is kept in memory: {@value #MAX_ROWS} rows and {@value #MAX_FIELDS} fields, whatever
 * their length as text.
 */
public final class TableBound {

    private static final int MAX_ROWS = 10_000;
    private static final int MAX_FIELDS = 500_000;

    private int rows;
    private long fields;

    /** Counts a row. Returns which limit the table exceeds; null if the row may be kept. */
    public @Nullable String exceededBy(int fieldsOfRow) {
        rows++;
        fields += fieldsOfRow;
        if (rows > MAX_ROWS) {
            return "more than " + MAX_ROWS + " rows";
        }
        return fields > MAX_FIELDS ? "more than " + MAX_FIELDS + " fields" : null;
    }
}
