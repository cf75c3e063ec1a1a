package io.github.predictionone;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * There was no usable answer: a failure of DNS, connect or TLS, a reset, a timeout, malformed HTTP, or an open circuit
 * breaker. Or the JVM failed while it processed the answer; the cause is then an {@code Error}, such as
 * {@code OutOfMemoryError}.
 */
public final class TransportException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /** See {@link #retryAfter()}. */
    private final @Nullable Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param message the operation and what went wrong
     * @param cause the cause, or null
     * @param retryability whether the call may be repeated
     */
    public TransportException(String message, @Nullable Throwable cause, Retryability retryability) {
        this(message, cause, retryability, null);
    }

    /**
     * Creates the exception for a failure whose duration is known.
     *
     * @param message the operation and what went wrong
     * @param cause the cause, or null
     * @param retryability whether the call may be repeated
     * @param retryAfter how long the client will send no call; null if unknown
     */
    public TransportException(
            String message, @Nullable Throwable cause, Retryability retryability, @Nullable Duration retryAfter) {
        super(message, cause, retryability);
        this.retryAfter = retryAfter;
    }

    /**
     * Returns how long the client will send no call: until the circuit breaker lets a trial call through.
     *
     * @return the time from the failure on; empty if the circuit breaker did not cause the failure
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
