package io.github.predictionone.dataset;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The times by which rows may be picked.
 *
 * @param earliest the first
 * @param latest the last
 * @param initialThreshold where the service would divide the rows
 * @param timeUnitId the service's number for the unit of time, whose meaning is not documented; empty when not given
 */
public record DateRange(Instant earliest, Instant latest, Instant initialThreshold, OptionalInt timeUnitId) {

    /**
     * Checks the parts.
     *
     * @param earliest see the component
     * @param latest see the component
     * @param initialThreshold see the component
     * @param timeUnitId see the component
     * @throws NullPointerException if one is null
     */
    public DateRange {
        Objects.requireNonNull(earliest, "earliest");
        Objects.requireNonNull(latest, "latest");
        Objects.requireNonNull(initialThreshold, "initialThreshold");
        Objects.requireNonNull(timeUnitId, "timeUnitId");
    }
}
