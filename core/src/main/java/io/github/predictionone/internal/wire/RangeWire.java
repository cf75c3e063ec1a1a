package io.github.predictionone.internal.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.dataset.DateRange;
import io.github.predictionone.dataset.NumericRange;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The {@code range_pick_info} of a column. A range without one of its bounds is omitted as a whole. */
public record RangeWire(
        @JsonProperty("numeric") @Nullable Numeric numeric,
        @JsonProperty("date") @Nullable Date date) {

    /** Bounds in the unit of the column. */
    public record Numeric(
            @JsonProperty("max_val") @Nullable Double max,
            @JsonProperty("min_val") @Nullable Double min,
            @JsonProperty("initial_threshold") @Nullable Double initialThreshold) {

        @Nullable
        NumericRange toValue() {
            return min == null || max == null || initialThreshold == null
                    ? null
                    : new NumericRange(min, max, initialThreshold);
        }
    }

    /** Bounds in seconds since 1970. */
    public record Date(
            @JsonProperty("max_epoc_sec") @Nullable Double max,
            @JsonProperty("min_epoc_sec") @Nullable Double min,

            @JsonProperty("initial_threshold_epoc_sec") @Nullable
            Double initialThreshold,

            @JsonProperty("time_unit_id") @Nullable Integer timeUnitId) {

        @Nullable
        DateRange toValue() {
            return min == null || max == null || initialThreshold == null
                    ? null
                    : new DateRange(
                            instant(min),
                            instant(max),
                            instant(initialThreshold),
                            timeUnitId == null ? OptionalInt.empty() : OptionalInt.of(timeUnitId));
        }

        private static Instant instant(double epochSeconds) {
            return Instant.ofEpochMilli(Math.round(epochSeconds * 1_000));
        }
    }

    Optional<NumericRange> numericRange() {
        return Optional.ofNullable(numeric).map(Numeric::toValue);
    }

    Optional<DateRange> dateRange() {
        return Optional.ofNullable(date).map(Date::toValue);
    }
}
