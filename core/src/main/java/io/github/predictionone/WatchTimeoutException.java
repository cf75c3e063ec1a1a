package io.github.predictionone;

import java.time.Duration;

/** A watch reached its deadline. What it watched goes on. */
public final class WatchTimeoutException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /** See {@link #elapsed()}. */
    private final Duration elapsed;

    /**
     * A watch that ran out of time.
     *
     * @param message which id, and its last status
     * @param elapsed how long the watch ran
     */
    public WatchTimeoutException(String message, Duration elapsed) {
        super(message, null, Retryability.LATER);
        this.elapsed = elapsed;
    }

    /**
     * How long the watch ran.
     *
     * @return the time from subscription to the deadline
     */
    public Duration elapsed() {
        return elapsed;
    }
}
