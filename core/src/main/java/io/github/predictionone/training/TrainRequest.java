package io.github.predictionone.training;

import java.util.Objects;

/**
 * An order to train a model: {@code POST /models}.
 *
 * @param id the upload that is to be learned from
 * @param name what the model shall be called; not blank, without control characters
 * @param config what to predict, and how
 */
public record TrainRequest(TrainingId id, String name, TrainingConfig config) {

    /**
     * Checks the parts.
     *
     * @param id see the component
     * @param name see the component
     * @param config see the component
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if the name is blank or has control characters
     */
    public TrainRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(config, "config");
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The name of a model can't be blank nor have control characters");
        }
    }

    /**
     * An order to train.
     *
     * @param id the upload that is to be learned from
     * @param name what the model shall be called; not blank, without control characters
     * @param config what to predict, and how
     * @return the order
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the name is blank or has control characters
     */
    public static TrainRequest of(TrainingId id, String name, TrainingConfig config) {
        return new TrainRequest(id, name, config);
    }
}
