package io.github.predictionone;

/** The training or retraining has not ended yet. */
public final class TrainingNotFinishedException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception for a training or retraining in progress.
     *
     * @param message the id, and the status that the service reported
     */
    public TrainingNotFinishedException(String message) {
        super(message, null, Retryability.LATER);
    }
}
