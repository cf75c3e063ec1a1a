package io.github.predictionone;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an error answer that could be read.
 *
 * @param httpStatus the status that the answer stands for: 400 to 599, or 2xx if a success answer held an error without
 *     a code
 * @param code the service's numeric code; null if the answer had none
 * @param error the service's name for the error; null if the answer had none
 * @param message the service's explanation; null if the answer had none
 * @param retryAfter the wait that the service requested; null if it requested none
 */
public record ApiError(
        int httpStatus,
        @Nullable String code,
        @Nullable String error,
        @Nullable String message,
        @Nullable Duration retryAfter) {

    /**
     * Returns the parts of the answer that caused an exception.
     *
     * @param exception the exception
     * @return the parts of the answer
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
