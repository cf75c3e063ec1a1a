package io.github.predictionone;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service answered with an error. */
public class ApiException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /** See {@link #httpStatus()}. */
    private final int httpStatus;
    /** See {@link #code()}. */
    private final @Nullable String code;
    /** See {@link #error()}. */
    private final @Nullable String error;
    /** See {@link #serviceMessage()}. */
    private final @Nullable String serviceMessage;
    /** See {@link #retryAfter()}. */
    private final @Nullable Duration retryAfter;

    /**
     * Creates the exception for an answer.
     *
     * @param message the operation and the answer
     * @param answer the parsed answer
     * @param retryability whether the call may be repeated
     */
    public ApiException(String message, ApiError answer, Retryability retryability) {
        super(message, null, retryability);
        this.httpStatus = answer.httpStatus();
        this.code = answer.code();
        this.error = answer.error();
        this.serviceMessage = answer.message();
        this.retryAfter = answer.retryAfter();
    }

    /**
     * Returns the HTTP status that the answer stands for: the first three digits of the service's own code if there is
     * one, otherwise the status of the response.
     *
     * @return 400 to 599; or 2xx if a success answer held an error without a code
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * Returns the service's numeric code, such as {@code 4001000204}.
     *
     * @return empty if the answer had none
     */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /**
     * Returns the service's name for the error, such as {@code PREDA_EXTERNAL_BAD_REQUEST}.
     *
     * @return empty if the answer had none
     */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /**
     * Returns the service's explanation. If the answer is not the documented JSON, this is the beginning of its body,
     * at most 500 characters.
     *
     * @return empty if the answer had none
     */
    public Optional<String> serviceMessage() {
        return Optional.ofNullable(serviceMessage);
    }

    /**
     * Returns the reason that the service gave, if it is a documented one.
     *
     * @return empty for any other answer
     */
    public Optional<Refusal> refusal() {
        return Refusal.of(serviceMessage);
    }

    /**
     * Returns how long to wait before the next call, as requested by the service.
     *
     * @return empty if the service did not request a wait
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
