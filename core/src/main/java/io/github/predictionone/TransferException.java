package io.github.predictionone;

import org.jspecify.annotations.Nullable;

/**
 * An upload or a download failed because of the storage, the network, the local file or the JVM. The cause shows which;
 * it may be an {@code Error}.
 */
public final class TransferException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the operation and what went wrong
     * @param cause the cause, or null
     * @param retryability whether the call may be repeated
     */
    public TransferException(String message, @Nullable Throwable cause, Retryability retryability) {
        super(message, cause, retryability);
    }
}
