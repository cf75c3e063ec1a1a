package io.github.predictionone.training;

import java.util.Locale;

/** What kind of value a model predicts. */
public enum TrainingType {
    /** One of two classes, one of which counts as positive. */
    BINARY_CLASSIFICATION,
    /** One of several classes. */
    MULTI_CLASSIFICATION,
    /** A number. */
    REGRESSION;

    /**
     * The service's word for it.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
