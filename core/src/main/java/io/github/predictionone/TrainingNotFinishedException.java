package io.github.predictionone;

/** The service has not ended the training, or the retraining, yet. */
public final class TrainingNotFinishedException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * A training or retraining under way.
     *
     * @param message which one, and what the service said of it
     */
    public TrainingNotFinishedException(String message) {
        super(message, null, Retryability.LATER);
    }
}
