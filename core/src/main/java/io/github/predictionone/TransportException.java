package io.github.predictionone;

import org.jspecify.annotations.Nullable;

/** There was no usable answer: DNS, connect, reset, TLS, a timeout, malformed HTTP, or a circuit breaker that is open. */
public final class TransportException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param message what was being done and what happened
     * @param cause what it came from, or null
     * @param retryability whether the call may be repeated
     */
    public TransportException(String message, @Nullable Throwable cause, Retryability retryability) {
        super(message, cause, retryability);
    }
}
