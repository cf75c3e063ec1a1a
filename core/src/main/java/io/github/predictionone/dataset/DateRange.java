package io.github.predictionone.dataset;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The range of times by which rows can be selected.
 *
 * @param earliest the first time
 * @param latest the last time
 * @param initialThreshold the time at which the service would divide the rows
 * @param timeUnitId the service's number for the unit of time, whose meaning is not documented; empty if the service
 *     sent none
 */
public record DateRange(Instant earliest, Instant latest, Instant initialThreshold, OptionalInt timeUnitId) {

    /**
     * Checks that no component is null.
     *
     * @param earliest see the component
     * @param latest see the component
     * @param initialThreshold see the component
     * @param timeUnitId see the component
     * @throws NullPointerException if a component is null
     */
    public DateRange {
        Objects.requireNonNull(earliest, "earliest");
        Objects.requireNonNull(latest, "latest");
        Objects.requireNonNull(initialThreshold, "initialThreshold");
        Objects.requireNonNull(timeUnitId, "timeUnitId");
    }
}
