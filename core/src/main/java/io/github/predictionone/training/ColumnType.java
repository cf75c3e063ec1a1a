package io.github.predictionone.training;

import java.util.Locale;

/** What the values of a column are, as the service tells them apart. */
public enum ColumnType {
    /** Whole numbers. */
    INTEGER,
    /** Numbers with a fraction. */
    FLOAT,
    /** Settings of categories, codes, identifiers: words that are compared as a whole. */
    STRING,
    /** Prose in a natural language: sentences whose words count. */
    TEXT,
    /** Points in time, or days. */
    DATE,
    /** Left out of the training. */
    IGNORE;

    /**
     * The service's word for it, as the column information file has it.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
