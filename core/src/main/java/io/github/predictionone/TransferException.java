package io.github.predictionone;

import org.jspecify.annotations.Nullable;

/** An upload or a download failed: the storage, the network under it, or the local file. The cause tells which. */
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
