package io.github.predictionone.training;

import java.util.Locale;

/** The unit in which a time series is counted. */
public enum ForecastUnit {
    /** Years. */
    YEAR,
    /** Months, counted by any day of the month. */
    MONTH,
    /** Days. */
    DAY,
    /** Hours. */
    HOUR,
    /** Minutes. */
    MINUTE,
    /** Months, counted by their last day. */
    END_OF_MONTH;

    /**
     * The service's word for it.
     *
     * @return the name in lower case; {@code eom} for the last day of the month
     */
    public String word() {
        return this == END_OF_MONTH ? "eom" : name().toLowerCase(Locale.ROOT);
    }
}
