package io.github.predictionone.classifier;

import io.github.predictionone.ApiError;
import io.github.predictionone.ApiException;
import io.github.predictionone.Retryability;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The classifier can't answer now: it is being built or updated, was stopped, or no longer exists. */
public final class ClassifierNotRunningException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** See {@link #status()}. */
    private final @Nullable String status;

    /**
     * Creates the exception for an answer.
     *
     * @param message the operation and the answer
     * @param answer the parsed answer
     * @param status the classifier's status word in the answer, or null
     * @param retryability whether the call may be repeated
     */
    public ClassifierNotRunningException(
            String message, ApiError answer, @Nullable String status, Retryability retryability) {
        super(message, answer, retryability);
        this.status = status;
    }

    /**
     * Returns the classifier's status word, such as {@code stopped}.
     *
     * @return empty if the answer did not contain it
     */
    public Optional<String> status() {
        return Optional.ofNullable(status);
    }

    /**
     * Returns what the status word means.
     *
     * @return the state; {@code UNKNOWN} also if the answer did not contain the word
     */
    public ClassifierState state() {
        return status == null ? ClassifierState.UNKNOWN : ClassifierState.of(status);
    }
}
