package io.github.predictionone;

import org.jspecify.annotations.Nullable;

/**
 * A {@code PollSchedule} or {@code StatusClassifier} of the application threw something or returned an invalid value.
 * The cause is what it threw.
 */
public final class CallbackException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the operation, which callback failed, and how
     * @param cause what the callback threw, or null if it returned an invalid value
     */
    public CallbackException(String message, @Nullable Throwable cause) {
        super(message, cause, Retryability.NEVER);
    }
}
