package io.github.predictionone.training;

/** What the status word of a training or retraining means. */
public enum TrainingState {
    /** The service is still at it. */
    IN_PROGRESS,
    /** There is a model, and an archive of results. A retrained model can be switched to. */
    FINISHED,
    /** It ended without a model. */
    FAILED;

    /**
     * Tells whether a watch ends here.
     *
     * @return true for finished and failed
     */
    public boolean isTerminal() {
        return this != IN_PROGRESS;
    }
}
