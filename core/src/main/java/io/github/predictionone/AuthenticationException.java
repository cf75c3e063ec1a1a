package io.github.predictionone;

/** The service does not accept the key: unknown, inactive, expired, or its user is gone. */
public final class AuthenticationException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * An answer as it was understood.
     *
     * @param message what was being done and what came back
     * @param answer the parts of the answer
     */
    public AuthenticationException(String message, ApiError answer) {
        super(message, answer, Retryability.NEVER);
    }
}
