package io.github.predictionone.training;

/** What the status word of a training or retraining means. */
public enum TrainingState {
    /** The training or retraining is still in progress. */
    IN_PROGRESS,
    /** There is a model, and an archive of results. A retrained model can be switched to. */
    FINISHED,
    /** It ended without a model. */
    FAILED;

    /**
     * Returns whether a watch ends with this state.
     *
     * @return true for finished and failed
     */
    public boolean isTerminal() {
        return this != IN_PROGRESS;
    }
}
