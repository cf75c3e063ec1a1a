package io.github.predictionone;

import org.jspecify.annotations.Nullable;

/** An answer violates the API's contract: unreadable or oversized JSON, a missing field, a redirect. */
public final class ProtocolException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the operation and what went wrong
     * @param cause the cause, or null
     */
    public ProtocolException(String message, @Nullable Throwable cause) {
        super(message, cause, Retryability.NEVER);
    }
}
