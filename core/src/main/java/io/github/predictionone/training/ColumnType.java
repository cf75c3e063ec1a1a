package io.github.predictionone.training;

import java.util.Locale;

/** The type of a column's values, as the service distinguishes them. */
public enum ColumnType {
    /** Whole numbers. */
    INTEGER,
    /** Numbers with a fraction. */
    FLOAT,
    /** Categories, codes and identifiers: words that are compared as a whole. */
    STRING,
    /** Prose in a natural language, of which each word counts. */
    TEXT,
    /** Points in time, or days. */
    DATE,
    /** Excluded from the training. */
    IGNORE;

    /**
     * Returns the service's word for the type, as used in the column information file.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
