package io.github.predictionone;

import io.github.predictionone.internal.text.ForeignText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A documented reason why the service refused a call: see {@link ApiException#refusal()}. */
public enum Refusal {
    /** The model was deleted ("This model may be deleted."). */
    MODEL_DELETED,
    /** A key for retraining needs a model id ("Model id is required."). */
    MODEL_ID_REQUIRED,
    /** The retraining was deleted ("This job may be deleted."). */
    RETRAIN_JOB_DELETED,
    /** The model has no such retraining ("Not found retrain job."). */
    RETRAIN_JOB_NOT_FOUND,
    /** The model can't be switched before the retraining has ended ("Retrain job is not finished."). */
    RETRAIN_JOB_NOT_FINISHED,
    /** The classifier does not exist; for a switch, the model has no classifier ("Not found classifier."). */
    CLASSIFIER_NOT_FOUND,
    /** The model can't be retrained because its configuration no longer exists ("Not found configuration_file."). */
    CONFIGURATION_NOT_FOUND;

    /**
     * Returns the documented reason that a message of the service stands for.
     *
     * @param message the message, in upper or lower case, with or without its final dot; or null
     * @return empty for any other message, and for null
     */
    public static Optional<Refusal> of(@Nullable String message) {
        return message == null ? Optional.empty() : Optional.ofNullable(ofBare(ForeignText.bare(message)));
    }

    private static @Nullable Refusal ofBare(String message) {
        return switch (message) {
            case "this model may be deleted" -> MODEL_DELETED;
            case "model id is required" -> MODEL_ID_REQUIRED;
            case "this job may be deleted" -> RETRAIN_JOB_DELETED;
            case "not found retrain job" -> RETRAIN_JOB_NOT_FOUND;
            case "retrain job is not finished" -> RETRAIN_JOB_NOT_FINISHED;
            case "not found classifier", "not found classifier in classifiers table" -> CLASSIFIER_NOT_FOUND;
            case "not found configuration_file" -> CONFIGURATION_NOT_FOUND;
            default -> null;
        };
    }
}
