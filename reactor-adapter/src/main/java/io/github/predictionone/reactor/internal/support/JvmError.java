package io.github.predictionone.reactor.internal.support;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * Carries an error of the JVM to the subscriber. Reactor's operators throw such an error in their own thread and signal
 * nothing, so the subscriber would never be notified.
 */
public final class JvmError extends RuntimeException {

    /** Work that may throw an error of the JVM. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    private static final long serialVersionUID = 1L;
    private static final int MAX_DEPTH = 10;

    private JvmError(Error error) {
        super(error.toString(), error, false, false);
    }

    /** Returns the failure, wrapped if it is an error. */
    public static Throwable wrap(Throwable failure) {
        return failure instanceof Error error ? new JvmError(error) : failure;
    }

    /** Runs the work, and wraps an error in an exception, which operators signal. */
    public static <T, E extends Exception> T wrapErrors(Work<T, E> work) throws E {
        try {
            return work.run();
        } catch (Error e) {
            throw new JvmError(e);
        }
    }

    /** Returns the error that a failure is or was caused by; null if there is none. */
    public static @Nullable Error findIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            if (cause instanceof Error error) {
                return error;
            }
        }
        return null;
    }

    /** Turns an unexpected failure into an exception that a subscriber may receive. */
    public static PredictionOneException toException(String doing, Throwable failure) {
        if (failure instanceof PredictionOneException known) {
            return known;
        }
        Error error = findIn(failure);
        return error == null
                ? new TransportException(doing + ": " + failure, failure, Retryability.NEVER)
                : new TransportException(doing + ": " + error, error, TransportFailures.retryability(error));
    }
}
