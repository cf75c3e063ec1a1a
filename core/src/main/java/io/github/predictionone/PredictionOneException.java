package io.github.predictionone;

import org.jspecify.annotations.Nullable;

/**
 * Whatever goes wrong between a caller and the service.
 *
 * <p>The message says what was being done, to which id, what came back and after how many attempts. It never holds a
 * key, nor the query string of a storage URL.
 */
public abstract class PredictionOneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** See {@link #retryability()}. */
    private final Retryability retryability;

    /**
     * A failure.
     *
     * @param message what was being done and what happened, without a key or the query string of a storage URL
     * @param cause what it came from, or null
     * @param retryability whether the call may be repeated
     */
    protected PredictionOneException(String message, @Nullable Throwable cause, Retryability retryability) {
        super(message, cause);
        this.retryability = retryability;
    }

    /**
     * Whether the same call may succeed if it is simply repeated, now or later.
     *
     * @return false where only another argument, another key or another state of the service would help
     */
    public boolean isTransient() {
        return retryability != Retryability.NEVER;
    }

    /**
     * When the call that failed may be sent once more.
     *
     * @return never null
     */
    public Retryability retryability() {
        return retryability;
    }
}
