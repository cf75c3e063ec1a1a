package io.github.predictionone;

/** The service ended the training without a model. */
public final class TrainingFailedException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * A failed training.
     *
     * @param message which training, and what the service said of it
     */
    public TrainingFailedException(String message) {
        super(message, null, Retryability.NEVER);
    }
}
