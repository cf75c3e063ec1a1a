package io.github.predictionone.training;

/** What a status word means. */
public enum TrainingState {
    /** The service is still at it. */
    IN_PROGRESS,
    /** There is a model, and an archive of results. */
    FINISHED,
    /** It ended without a model. */
    FAILED
}
