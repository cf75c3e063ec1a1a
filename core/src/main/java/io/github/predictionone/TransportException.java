package io.github.predictionone;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * There was no usable answer: DNS, connect, reset, TLS, a timeout, malformed HTTP, or a circuit breaker that is open. Or the JVM
 * failed while it processed the answer; the cause is then an {@code Error}, such as {@code OutOfMemoryError}.
 */
public final class TransportException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /** See {@link #retryAfter()}. */
    private final @Nullable Duration retryAfter;

    /**
     * A failure.
     *
     * @param message what was being done and what happened
     * @param cause what it came from, or null
     * @param retryability whether the call may be repeated
     */
    public TransportException(String message, @Nullable Throwable cause, Retryability retryability) {
        this(message, cause, retryability, null);
    }

    /**
     * A failure that is known to last.
     *
     * @param message what was being done and what happened
     * @param cause what it came from, or null
     * @param retryability whether the call may be repeated
     * @param retryAfter how long no call will be sent; null if that is not known
     */
    public TransportException(
            String message, @Nullable Throwable cause, Retryability retryability, @Nullable Duration retryAfter) {
        super(message, cause, retryability);
        this.retryAfter = retryAfter;
    }

    /**
     * How long no call will be sent: until the circuit breaker lets one through to try.
     *
     * @return from the moment of the failure on; empty if the failure is not the circuit breaker's
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
