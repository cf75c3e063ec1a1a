package io.github.predictionone;

import java.time.Duration;

/** A watch reached its deadline. What it watched goes on. */
public final class WatchTimeoutException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /** See {@link #deadline()}. */
    private final Duration deadline;
    /** See {@link #elapsed()}. */
    private final Duration elapsed;

    /**
     * A watch that ran out of time.
     *
     * @param message which id, the deadline, and the last status
     * @param deadline the longest time that the watch was allowed
     * @param elapsed how long the watch ran
     */
    public WatchTimeoutException(String message, Duration deadline, Duration elapsed) {
        super(message, null, Retryability.LATER);
        this.deadline = deadline;
        this.elapsed = elapsed;
    }

    /**
     * Returns the deadline, as the options of the watch had it.
     *
     * @return the longest time to watch, from subscription
     */
    public Duration deadline() {
        return deadline;
    }

    /**
     * Returns how long the watch ran.
     *
     * @return the time from subscription to the end; at least the deadline
     */
    public Duration elapsed() {
        return elapsed;
    }
}
