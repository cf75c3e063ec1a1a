package io.github.predictionone.training;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import java.util.Objects;

/** The service ended the training without a model. */
public final class TrainingFailedException extends PredictionOneException {

    private static final long serialVersionUID = 1L;

    /** See {@link #status()}. */
    private final transient TrainingStatus status;

    /**
     * A failed training.
     *
     * @param message what was being done and what the service said
     * @param status the last status of the training
     */
    public TrainingFailedException(String message, TrainingStatus status) {
        super(message, null, Retryability.NEVER);
        this.status = Objects.requireNonNull(status, "status");
    }

    /**
     * The status that says so, with the service's explanation where it gave one.
     *
     * @return null only in a copy that was deserialized: the status is not part of the serialized form
     */
    public TrainingStatus status() {
        return status;
    }
}
