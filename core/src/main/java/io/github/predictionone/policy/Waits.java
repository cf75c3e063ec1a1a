package io.github.predictionone.policy;

import java.time.Duration;

/** The arithmetic of waits. It uses nanoseconds as {@code double}, which saturates where {@code Duration} overflows. */
final class Waits {

    static final double POLL_JITTER = 0.1;

    private Waits() {}

    static double nanos(Duration duration) {
        return duration.getSeconds() * 1e9 + duration.getNano();
    }

    /** Returns the wait ±10 %, within the bounds. */
    static Duration jittered(double wait, Duration min, Duration max, double random) {
        double least = nanos(min);
        double most = nanos(max);
        double bounded = Math.max(least, Math.min(most, wait));
        return between(
                Math.max(least, bounded * (1 - POLL_JITTER)), Math.min(most, bounded * (1 + POLL_JITTER)), random);
    }

    static Duration between(double low, double high, double random) {
        // The cast from double to long saturates at 292 years.
        return Duration.ofNanos((long) (low + (high - low) * random));
    }

    static void requireOrdered(String lowName, Duration low, String highName, Duration high) {
        Durations.requirePositive(lowName, low);
        Durations.requirePositive(highName, high);
        if (high.compareTo(low) < 0) {
            throw new IllegalArgumentException(
                    highName + " must be at least " + lowName + ": " + high + " is less than " + low);
        }
    }

    static void requireFactor(double factor) {
        if (!(factor >= 1 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("factor must be finite and at least 1, not " + factor);
        }
    }
}
