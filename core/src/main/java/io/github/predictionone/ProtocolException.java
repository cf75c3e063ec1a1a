package io.github.predictionone;

import org.jspecify.annotations.Nullable;

/** An answer that is not what the API promises: unreadable or oversized JSON, a missing field, a redirect. */
public final class ProtocolException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param message what was being done and what happened
     * @param cause what it came from, or null
     */
    public ProtocolException(String message, @Nullable Throwable cause) {
        super(message, cause, Retryability.NEVER);
    }
}
