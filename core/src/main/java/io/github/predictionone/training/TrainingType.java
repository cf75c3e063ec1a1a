package io.github.predictionone.training;

import java.util.Locale;

/** The kind of value that a model predicts. */
public enum TrainingType {
    /** One of two classes, one of which counts as positive. */
    BINARY_CLASSIFICATION,
    /** One of several classes. */
    MULTI_CLASSIFICATION,
    /** A number. */
    REGRESSION;

    /**
     * Returns the service's word for the type.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
