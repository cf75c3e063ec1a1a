package io.github.predictionone.classifier;

import io.github.predictionone.ApiError;
import io.github.predictionone.ApiException;
import io.github.predictionone.Retryability;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The classifier does not answer now: it is being built or updated, was stopped, or is gone. */
public final class ClassifierNotRunningException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** See {@link #status()}. */
    private final @Nullable String status;

    /**
     * An answer as it was understood.
     *
     * @param message what was being done and what came back
     * @param answer the parts of the answer
     * @param status the classifier's status word in the answer, or null
     * @param retryability whether the call may be repeated
     */
    public ClassifierNotRunningException(
            String message, ApiError answer, @Nullable String status, Retryability retryability) {
        super(message, answer, retryability);
        this.status = status;
    }

    /**
     * The classifier's status word, such as {@code stopped}.
     *
     * @return empty where the answer did not name it
     */
    public Optional<String> status() {
        return Optional.ofNullable(status);
    }

    /**
     * What that word means.
     *
     * @return {@code UNKNOWN} also where the answer did not name it
     */
    public ClassifierState state() {
        return status == null ? ClassifierState.UNKNOWN : ClassifierState.of(status);
    }
}
