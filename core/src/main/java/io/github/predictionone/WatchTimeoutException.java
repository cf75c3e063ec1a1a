package io.github.predictionone;

import java.time.Duration;

/** A watch reached its deadline. The watched training, retraining or classifier is not affected. */
public final class WatchTimeoutException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /** See {@link #deadline()}. */
    private final Duration deadline;
    /** See {@link #elapsed()}. */
    private final Duration elapsed;

    /**
     * Creates the exception.
     *
     * @param message the id, the deadline and the last status
     * @param deadline the maximum duration of the watch
     * @param elapsed how long the watch ran
     */
    public WatchTimeoutException(String message, Duration deadline, Duration elapsed) {
        super(message, null, Retryability.LATER);
        this.deadline = deadline;
        this.elapsed = elapsed;
    }

    /**
     * Returns the deadline that the options of the watch set.
     *
     * @return the maximum time to watch, counted from subscription
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
