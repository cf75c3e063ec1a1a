package io.github.predictionone.training;

import java.util.Locale;

/** The unit of the steps of a time series. */
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
     * Returns the service's word for the unit.
     *
     * @return the name in lower case; {@code eom} for the last day of the month
     */
    public String word() {
        return this == END_OF_MONTH ? "eom" : name().toLowerCase(Locale.ROOT);
    }
}
