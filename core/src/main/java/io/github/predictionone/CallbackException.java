package io.github.predictionone;

import org.jspecify.annotations.Nullable;

/**
 * Code of the application that the client calls, a {@code PollSchedule} or a {@code StatusClassifier}, threw something or
 * returned a value that can't be used. What it threw is the cause.
 */
public final class CallbackException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure of the application's own code.
     *
     * @param message what was being done, which code failed, and how
     * @param cause what the code threw, or null if it returned a value that can't be used
     */
    public CallbackException(String message, @Nullable Throwable cause) {
        super(message, cause, Retryability.NEVER);
    }
}
