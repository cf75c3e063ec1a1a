package io.github.predictionone;

/** A client watches as many ids as its {@code maxWatches} allows. */
public final class TooManyWatchesException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * A watch that was not begun.
     *
     * @param message which id, and the setting
     */
    public TooManyWatchesException(String message) {
        super(message, null, Retryability.LATER);
    }
}
