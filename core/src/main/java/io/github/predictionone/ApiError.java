package io.github.predictionone;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What could be read of an answer that says no.
 *
 * @param httpStatus the status that the answer stands for: 400 to 599, or a 2xx where an error without a code came with it
 * @param code the service's numeric code, null when the answer had none
 * @param error the service's name of the error, null when the answer had none
 * @param message the service's explanation, null when the answer had none
 * @param retryAfter how long the service asked to wait, null when it did not ask
 */
public record ApiError(
        int httpStatus,
        @Nullable String code,
        @Nullable String error,
        @Nullable String message,
        @Nullable Duration retryAfter) {

    /**
     * What an exception knows of the answer that it came from.
     *
     * @param exception the exception
     * @return the answer's parts
     */
    public static ApiError of(ApiException exception) {
        return new ApiError(
                exception.httpStatus(),
                exception.code().orElse(null),
                exception.error().orElse(null),
                exception.serviceMessage().orElse(null),
                exception.retryAfter().orElse(null));
    }
}
