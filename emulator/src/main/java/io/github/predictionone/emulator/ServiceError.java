package io.github.predictionone.emulator;

/**
 * The errors that the service's manual documents. Most are answered by themselves where they belong; each can be asked for
 * by {@link PredictionOneEmulator#failNext(int, ServiceError)}.
 */
public enum ServiceError {
    /** There is no such key. */
    INVALID_API_KEY("invalid_api_key."),
    /** The key has ended. */
    INACTIVE_CREDENTIAL("Inactive_credential."),
    /** The key is for something else. */
    NOT_FOUND_CREDENTIAL("Not_found_credential."),
    /** The user is gone; only when asked for. */
    USER_DELETED("This user may be deleted."),
    /** The model is gone. */
    MODEL_DELETED("This model may be deleted."),
    /** A key for retraining was wanted without {@code model_id}. */
    MODEL_ID_REQUIRED("Model id is required."),
    /** The model of a retraining is gone, and the retraining with it. */
    JOB_DELETED("This job may be deleted."),
    /** There is no such retraining of the key's model. */
    RETRAIN_JOB_NOT_FOUND("Not found retrain job."),
    /** There is no such classifier, or none that a switch of the model could concern. */
    CLASSIFIER_NOT_FOUND("Not found classifier."),
    /** The model can't be switched yet, or the retraining failed. */
    RETRAIN_JOB_NOT_FINISHED("Retrain job is not finished."),
    /** The model's configuration is gone; also a model that has learnt nothing has none. */
    CONFIGURATION_NOT_FOUND(5_001_000_201L, "PREDA_EXTERNAL_INTERNAL_SERVER_ERROR", "Not found configuration_file."),
    /** Inference: the URL names no classifier. */
    INFERENCE_CLASSIFIER_NOT_FOUND(4_001_030_101L, "NOT_FOUND_CLASSIFIER", "Not found classifier in classifiers table"),
    /** Inference: the body is not as the manual says. */
    INFERENCE_INVALID_REQUEST(4_001_030_104L, "BAD_REQUEST", "Invalid request"),
    /** Inference: the key is none of a classifier. */
    INFERENCE_INVALID_API_KEY(4_031_030_201L, "ACCESS_DENIED", "Invalid API key"),
    /** Inference: the key is that of another classifier. */
    INFERENCE_INVALID_CLASSIFIER_ID(4_031_030_201L, "ACCESS_DENIED", "Invalid classifier id"),
    /** Inference: the rules do not let the caller in. */
    INFERENCE_SOURCE_NOT_ALLOWED(4_031_030_201L, "ACCESS_DENIED", "Not allowed source ip"),
    /** Inference: the classifier was stopped; other states are named in the same way. */
    INFERENCE_NOT_RUNNING(5_031_030_101L, "SERVICE_UNAVAILABLE_ERROR", "status is not running (status: stopped)");

    private final long code;
    private final String error;
    private final String message;

    ServiceError(String message) {
        this(4_001_000_204L, "PREDA_EXTERNAL_BAD_REQUEST", message);
    }

    ServiceError(long code, String error, String message) {
        this.code = code;
        this.error = error;
        this.message = message;
    }

    /**
     * The number, of which the first three digits are the HTTP status.
     *
     * @return such as 4001000204
     */
    public long code() {
        return code;
    }

    /**
     * The name, which several errors share.
     *
     * @return such as {@code ACCESS_DENIED}
     */
    public String error() {
        return error;
    }

    /**
     * What tells errors of one name apart.
     *
     * @return such as {@code Not allowed source ip}
     */
    public String message() {
        return message;
    }
}
