package io.github.predictionone;

/** The client was closed before or during the call. */
public final class ClientClosedException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * A call on a closed client.
     *
     * @param message what was being done
     */
    public ClientClosedException(String message) {
        super(message, null, Retryability.NEVER);
    }
}
