package io.github.predictionone.emulator.storage;

/** A refusal by the storage, with the XML of its answer. */
final class StorageRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private StorageRefusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static StorageRefusal accessDenied(String message) {
        return new StorageRefusal(403, "AccessDenied", message);
    }

    static StorageRefusal signatureDoesNotMatch() {
        return new StorageRefusal(403, "SignatureDoesNotMatch", "The signature does not match this request.");
    }

    static StorageRefusal noSuchKey() {
        return new StorageRefusal(404, "NoSuchKey", "The specified key does not exist.");
    }

    static StorageRefusal methodNotAllowed() {
        return new StorageRefusal(405, "MethodNotAllowed", "The method is not allowed against this resource.");
    }

    static StorageRefusal missingContentLength() {
        return new StorageRefusal(411, "MissingContentLength", "You must provide the Content-Length header.");
    }

    static StorageRefusal preconditionFailed() {
        return new StorageRefusal(412, "PreconditionFailed", "A precondition did not hold.");
    }

    static StorageRefusal invalidRange() {
        return new StorageRefusal(416, "InvalidRange", "The requested range is not satisfiable.");
    }

    static StorageRefusal chunked() {
        return new StorageRefusal(501, "NotImplemented", "A header implies functionality that is not implemented.");
    }

    static StorageRefusal incompleteBody() {
        return new StorageRefusal(400, "IncompleteBody", "The length of the body differs from Content-Length.");
    }

    static StorageRefusal internal() {
        return new StorageRefusal(500, "InternalError", "We encountered an internal error.");
    }

    int status() {
        return status;
    }

    String xml() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + getMessage()
                + "</Message></Error>";
    }
}
