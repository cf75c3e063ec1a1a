package io.github.predictionone;

/** The client already watches as many ids as its {@code maxWatches} allows. */
public final class TooManyWatchesException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception for a watch that did not start.
     *
     * @param message the id and the setting
     */
    public TooManyWatchesException(String message) {
        super(message, null, Retryability.LATER);
    }
}
