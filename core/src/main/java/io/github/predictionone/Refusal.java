package io.github.predictionone;

/** A documented reason for which the service says no, where the answer named one: see {@link ApiException#refusal()}. */
public enum Refusal {
    /** The model is gone ("This model may be deleted."). */
    MODEL_DELETED,
    /** A key for retraining needs a model ("Model id is required."). */
    MODEL_ID_REQUIRED,
    /** The retraining is gone ("This job may be deleted."). */
    RETRAIN_JOB_DELETED,
    /** There is no such retraining of that model ("Not found retrain job."). */
    RETRAIN_JOB_NOT_FOUND,
    /** The model can't be switched yet: wait for the end of the retraining ("Retrain job is not finished."). */
    RETRAIN_JOB_NOT_FINISHED,
    /** There is no such classifier; for a switch, the model has none ("Not found classifier."). */
    CLASSIFIER_NOT_FOUND,
    /** The model can't be retrained, for its configuration is gone ("Not found configuration_file."). */
    CONFIGURATION_NOT_FOUND
}
