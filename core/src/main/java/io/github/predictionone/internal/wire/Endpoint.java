package io.github.predictionone.internal.wire;

/** All calls of the service. */
public enum Endpoint {
    GET_API_KEY("Get API Key", "GET", "/api-key", true),
    TRAIN_DATA_UPLOAD("Train Data Upload", "GET", "/data-sets/upload-url", true),
    TRAIN_DATA_SET_INFO("Train Data Set Info", "GET", "/data-sets/column-info", true, Integer.MAX_VALUE),
    TRAIN("Train", "POST", "/models", false),
    TRAIN_STATUS_CHECK("Train Status Check", "GET", "/models/results", true),
    GET_MODELS("Get Models", "GET", "/models", true, Integer.MAX_VALUE),
    DELETE_MODEL("Delete Model", "DELETE", "/models/{model_id}", true),
    GET_DATA_SETS("Get Data Sets", "GET", "/data-sets", true, Integer.MAX_VALUE),
    DELETE_DATA_SET("Delete Data Set", "DELETE", "/data-sets/{data_set_id}", true),
    RETRAIN_DATA_UPLOAD("Retrain Data Upload", "GET", "/retrain_jobs/upload_url", true),
    RETRAIN_STATUS_CHECK("Retrain Status Check", "GET", "/retrain_jobs/{retrain_job_id}", true),
    RETRAIN_MODEL_SWITCH("Retrain Model Switch", "PUT", "/retrain_jobs/{retrain_job_id}/update_model", true),
    CREATE_CLASSIFIER("Create Classifier", "POST", "/classifiers", false),
    GET_CLASSIFIERS("Get Classifiers", "GET", "/classifiers", true, Integer.MAX_VALUE),
    // This call is not idempotent: the manual does not say whether new rules replace the present ones or are added.
    UPDATE_CLASSIFIER("Update Classifier", "PATCH", "/classifiers/{classifier_id}", false),
    DELETE_CLASSIFIER("Delete Classifier", "DELETE", "/classifiers/{classifier_id}", true),
    // This call goes to the classifier's own URL, which has this form. It changes nothing, but is not idempotent
    // because a trial account has only a hundred inferences.
    INFERENCE(
            "Inference",
            "POST",
            "/v1/groups/{group_id}/classifiers/{classifier_id}/inference",
            false,
            Integer.MAX_VALUE);

    private static final int SHORT_ANSWER = 1 << 20;

    private final String title;
    private final String method;
    private final String path;
    private final boolean idempotent;
    private final int longestAnswer;

    Endpoint(String title, String method, String path, boolean idempotent) {
        this(title, method, path, idempotent, SHORT_ANSWER);
    }

    Endpoint(String title, String method, String path, boolean idempotent, int longestAnswer) {
        this.title = title;
        this.method = method;
        this.path = path.startsWith("/v1/") ? path : "/v1/external" + path;
        this.idempotent = idempotent;
        this.longestAnswer = longestAnswer;
    }

    /** Returns the manual's name for the call. */
    public String title() {
        return title;
    }

    public String method() {
        return method;
    }

    /** Returns the path below the origin, with variables for ids in braces. */
    public String path() {
        return path;
    }

    /** Returns whether the call may be processed twice without harm. */
    public boolean idempotent() {
        return idempotent;
    }

    /**
     * Returns how many bytes of an answer's body the client reads at most. Statuses, keys and commands have short
     * answers; only lists, descriptions of data sets and inferences may use the full allowance.
     */
    public int longestAnswer(int allowed) {
        return Math.min(longestAnswer, allowed);
    }
}
