package io.github.predictionone;

import org.jspecify.annotations.Nullable;

/**
 * An upload or a download failed: the storage, the network under it, the local file, or the JVM. The cause tells which; it may be
 * an {@code Error}.
 */
public final class TransferException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param message what was being done and what happened
     * @param cause what it came from, or null
     * @param retryability whether the call may be repeated
     */
    public TransferException(String message, @Nullable Throwable cause, Retryability retryability) {
        super(message, cause, retryability);
    }
}
