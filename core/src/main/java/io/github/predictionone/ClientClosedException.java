package io.github.predictionone;

/** The client was closed before or during the call. */
public final class ClientClosedException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the operation
     */
    public ClientClosedException(String message) {
        super(message, null, Retryability.NEVER);
    }
}
