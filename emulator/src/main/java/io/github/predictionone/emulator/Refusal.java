package io.github.predictionone.emulator;

/** A refusal by the service, with one of its documented errors if one applies. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long code;
    private final String error;

    private Refusal(long code, String error, String message) {
        super(message, null, false, false);
        this.code = code;
        this.error = error;
    }

    static Refusal of(ServiceError error) {
        return new Refusal(error.code(), error.error(), error.message());
    }

    static Refusal badRequest(String message) {
        return new Refusal(4_001_000_204L, "PREDA_EXTERNAL_BAD_REQUEST", message);
    }

    static Refusal notRunning(String status) {
        ServiceError stopped = ServiceError.INFERENCE_NOT_RUNNING;
        return new Refusal(stopped.code(), stopped.error(), "status is not running (status: " + status + ")");
    }

    /** The manual documents the limit, but not the answer beyond it. */
    static Refusal trialQuotaReached(int quota) {
        ServiceError denied = ServiceError.INFERENCE_SOURCE_NOT_ALLOWED;
        return new Refusal(denied.code(), denied.error(), "A trial classifier answers " + quota + " requests");
    }

    static Refusal notFound() {
        return new Refusal(4_041_000_204L, "PREDA_EXTERNAL_NOT_FOUND", "Not found.");
    }

    static Refusal methodNotAllowed() {
        return new Refusal(4_051_000_204L, "PREDA_EXTERNAL_METHOD_NOT_ALLOWED", "Method not allowed.");
    }

    static Refusal withStatus(int status) {
        return new Refusal(status * 10_000_000L + 1_000_201, "PREDA_EXTERNAL_FAULT", "Requested by a test.");
    }

    static Refusal internal() {
        return new Refusal(5_001_000_201L, "PREDA_EXTERNAL_INTERNAL_SERVER_ERROR", "Internal server error.");
    }

    long code() {
        return code;
    }

    String error() {
        return error;
    }

    /** Returns the HTTP status: the first three digits of the code. */
    int status() {
        return (int) (code / 10_000_000);
    }
}
