package io.github.predictionone;

import org.jspecify.annotations.Nullable;

/**
 * A row to predict for can't be sent: it has no columns, or a value that does not fit into one field. Or reading the
 * rows ended with an error of the JVM, which is the cause.
 */
public final class InvalidRowException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which row, and what is wrong with it, without its values
     * @param cause the cause, or null
     */
    public InvalidRowException(String message, @Nullable Throwable cause) {
        super(message, cause, Retryability.NEVER);
    }
}
