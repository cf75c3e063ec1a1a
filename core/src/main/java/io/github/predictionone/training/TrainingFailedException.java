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
     * Creates the exception.
     *
     * @param message the operation and the service's explanation
     * @param status the last status of the training
     */
    public TrainingFailedException(String message, TrainingStatus status) {
        super(message, null, Retryability.NEVER);
        this.status = Objects.requireNonNull(status, "status");
    }

    /**
     * Returns the status that reported the failure, with the service's explanation if there is one.
     *
     * @return null only in a copy that was deserialized: the status is not part of the serialized form
     */
    public TrainingStatus status() {
        return status;
    }
}
