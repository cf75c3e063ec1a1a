package io.github.predictionone.emulator;

/**
 * The errors that the service's manual documents. The emulator answers with most of them where they apply; {@link
 * PredictionOneEmulator#failNext(int, ServiceError)} forces any of them.
 */
public enum ServiceError {
    /** The key does not exist. */
    INVALID_API_KEY("invalid_api_key."),
    /** The key has expired. */
    INACTIVE_CREDENTIAL("Inactive_credential."),
    /** The key is for another purpose. */
    NOT_FOUND_CREDENTIAL("Not_found_credential."),
    /** The user was deleted. Sent only when forced. */
    USER_DELETED("This user may be deleted."),
    /** The model was deleted or never existed. */
    MODEL_DELETED("This model may be deleted."),
    /** The request for a retraining key or for a new classifier has no {@code model_id}. */
    MODEL_ID_REQUIRED("Model id is required."),
    /** The model of a retraining was deleted, and the retraining with it. */
    JOB_DELETED("This job may be deleted."),
    /** The key's model has no such retraining. */
    RETRAIN_JOB_NOT_FOUND("Not found retrain job."),
    /** The classifier does not exist, or a model switch would affect no classifier. */
    CLASSIFIER_NOT_FOUND("Not found classifier."),
    /** The model can't be switched: the retraining has not finished yet, or failed. */
    RETRAIN_JOB_NOT_FINISHED("Retrain job is not finished."),
    /** The model has no configuration: it has learnt nothing. */
    CONFIGURATION_NOT_FOUND(5_001_000_201L, "PREDA_EXTERNAL_INTERNAL_SERVER_ERROR", "Not found configuration_file."),
    /** Inference: the URL does not name a classifier. */
    INFERENCE_CLASSIFIER_NOT_FOUND(4_001_030_101L, "NOT_FOUND_CLASSIFIER", "Not found classifier in classifiers table"),
    /** Inference: the body does not follow the manual. */
    INFERENCE_INVALID_REQUEST(4_001_030_104L, "BAD_REQUEST", "Invalid request"),
    /** Inference: the key does not belong to a classifier. */
    INFERENCE_INVALID_API_KEY(4_031_030_201L, "ACCESS_DENIED", "Invalid API key"),
    /** Inference: the key belongs to another classifier. */
    INFERENCE_INVALID_CLASSIFIER_ID(4_031_030_201L, "ACCESS_DENIED", "Invalid classifier id"),
    /** Inference: the classifier's rules refuse the address of the request. */
    INFERENCE_SOURCE_NOT_ALLOWED(4_031_030_201L, "ACCESS_DENIED", "Not allowed source ip"),
    /** Inference: the classifier is stopped. For another state, the message names that one. */
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
     * Returns the number of the error; its first three digits are the HTTP status.
     *
     * @return such as 4001000204
     */
    public long code() {
        return code;
    }

    /**
     * Returns the name, which several errors share.
     *
     * @return such as {@code ACCESS_DENIED}
     */
    public String error() {
        return error;
    }

    /**
     * Returns the message, which distinguishes errors of the same name.
     *
     * @return such as {@code Not allowed source ip}
     */
    public String message() {
        return message;
    }
}
