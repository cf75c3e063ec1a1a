package io.github.predictionone;

import org.jspecify.annotations.Nullable;

/**
 * The base class of all failures that the client reports.
 *
 * <p>The message names the operation, the id, the answer and the number of attempts. It never contains a key or the
 * query string of a storage URL.
 */
public abstract class PredictionOneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** See {@link #retryability()}. */
    private final Retryability retryability;

    /**
     * Creates the exception.
     *
     * @param message the operation and what went wrong, without a key or the query string of a storage URL
     * @param cause the cause, or null
     * @param retryability whether the call may be repeated
     */
    protected PredictionOneException(String message, @Nullable Throwable cause, Retryability retryability) {
        super(message, cause);
        this.retryability = retryability;
    }

    /**
     * Returns whether the same call may succeed if it is repeated unchanged, now or later.
     *
     * @return false if the call can succeed only with another argument, another key or another state of the service
     */
    public boolean isTransient() {
        return retryability != Retryability.NEVER;
    }

    /**
     * Returns when the failed call may be sent again.
     *
     * @return never null
     */
    public Retryability retryability() {
        return retryability;
    }
}
