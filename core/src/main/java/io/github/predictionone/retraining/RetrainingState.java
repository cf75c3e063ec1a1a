package io.github.predictionone.retraining;

/** What a status word means. */
public enum RetrainingState {
    /** The service is still at it. */
    IN_PROGRESS,
    /** There is a retrained model to switch to, and an archive of results. */
    FINISHED,
    /** It ended without a model. */
    FAILED
}
