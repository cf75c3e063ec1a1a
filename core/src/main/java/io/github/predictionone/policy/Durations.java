package io.github.predictionone.policy;

import java.time.Duration;
import java.util.Objects;

/** Checks the durations that an application sets. None may exceed 292 years, the range of a counter of nanoseconds. */
public final class Durations {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Durations() {}

    /**
     * Checks a duration that must not be zero.
     *
     * @param setting the name of the setting, for messages
     * @param value the duration
     * @return the duration
     * @throws NullPointerException if the duration is null
     * @throws IllegalArgumentException if it is not positive, or longer than 292 years
     */
    public static Duration requirePositive(String setting, Duration value) {
        return require(setting, "positive", Duration.ofNanos(1), value);
    }

    /**
     * Checks a duration that may be zero.
     *
     * @param setting the name of the setting, for messages
     * @param value the duration
     * @return the duration
     * @throws NullPointerException if the duration is null
     * @throws IllegalArgumentException if it is negative, or longer than 292 years
     */
    public static Duration requireNotNegative(String setting, Duration value) {
        return require(setting, "at least zero", Duration.ZERO, value);
    }

    private static Duration require(String setting, String bound, Duration least, Duration value) {
        Objects.requireNonNull(value, setting);
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(setting + " must be " + bound + " and at most 292 years, not " + value);
        }
        return value;
    }
}
