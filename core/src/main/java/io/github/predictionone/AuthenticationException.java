package io.github.predictionone;

/** The service rejected the API key: it is unknown, inactive or expired, or its user was deleted. */
public final class AuthenticationException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception for an answer.
     *
     * @param message the operation and the answer
     * @param answer the parsed answer
     */
    public AuthenticationException(String message, ApiError answer) {
        super(message, answer, Retryability.NEVER);
    }
}
