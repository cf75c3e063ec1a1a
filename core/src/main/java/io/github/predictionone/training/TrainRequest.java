package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to train a model: {@code POST /models}. Immutable: every {@code with…} returns a new request. */
public final class TrainRequest {

    @JsonValue
    private final Values values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private TrainRequest(Values values) {
        this.values = values;
    }

    private record Values(TrainingId id, String name, TrainingConfig config) {

        Values {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(config, "config");
            if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("name must not be blank or contain control characters");
            }
        }
    }

    /**
     * Creates a request to train.
     *
     * @param id the upload to train with
     * @param name the name of the new model; not blank, without control characters
     * @param config what to predict, and how
     * @return the request
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the name is blank or contains control characters
     */
    public static TrainRequest of(TrainingId id, String name, TrainingConfig config) {
        return new TrainRequest(new Values(id, name, config));
    }

    /**
     * Returns the upload to train with.
     *
     * @return its id
     */
    public TrainingId id() {
        return values.id;
    }

    /**
     * Returns the name of the new model.
     *
     * @return not blank, without control characters
     */
    public String name() {
        return values.name;
    }

    /**
     * Returns what to predict, and how.
     *
     * @return the settings
     */
    public TrainingConfig config() {
        return values.config;
    }

    /**
     * Returns a copy with another name, for example for a second model from the same upload.
     *
     * @param name the name of the new model; not blank, without control characters
     * @return a new request
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is blank or contains control characters
     */
    public TrainRequest withName(String name) {
        return of(values.id, name, values.config);
    }

    /**
     * Returns a copy with other settings, for example for a second model from the same upload.
     *
     * @param config what to predict, and how
     * @return a new request
     * @throws NullPointerException if it is null
     */
    public TrainRequest withConfig(TrainingConfig config) {
        return of(values.id, values.name, config);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrainRequest request && values.equals(request.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "TrainRequest");
    }
}
