package io.github.predictionone;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service answered, and the answer is no. */
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
     * An answer as it was understood.
     *
     * @param message what was being done and what came back
     * @param answer the parts of the answer
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
     * The HTTP status that the answer stands for: the first three digits of the service's own code where there is one,
     * else the status of the response.
     *
     * @return 400 to 599; or a 2xx, where an error without a code came with it
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * The service's numeric code, such as {@code 4001000204}.
     *
     * @return empty when the answer had none
     */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /**
     * The service's name of the error, such as {@code PREDA_EXTERNAL_BAD_REQUEST}.
     *
     * @return empty when the answer had none
     */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /**
     * The service's explanation; of an answer that is not the documented JSON at most its first 500 characters.
     *
     * @return empty when the answer had none
     */
    public Optional<String> serviceMessage() {
        return Optional.ofNullable(serviceMessage);
    }

    /**
     * The documented reason that the service gave, if it is one of those.
     *
     * @return empty for every other answer
     */
    public Optional<Refusal> refusal() {
        return Refusal.of(serviceMessage);
    }

    /**
     * How long the service asked to wait before the next call.
     *
     * @return empty when it did not ask
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
