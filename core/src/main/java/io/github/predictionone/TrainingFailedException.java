package io.github.predictionone;

/** The service ended the training, or the retraining, without a model. */
public final class TrainingFailedException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * A failed training or retraining.
     *
     * @param message which one, and what the service said of it
     */
    public TrainingFailedException(String message) {
        super(message, null, Retryability.NEVER);
    }
}
