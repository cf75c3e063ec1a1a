package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * Settings one upload of training data, and the training made of it: the service's {@code external_process_id}. In JSON it
 * is a plain string.
 *
 * @param value as the service gave it: any text, which is percent-encoded wherever it becomes part of a URI
 */
public record TrainingId(@JsonValue String value) {

    /**
     * Checks the value.
     *
     * @param value see the component
     * @throws NullPointerException if the value is null
     * @throws IllegalArgumentException if it is blank, {@code .} or {@code ..}, or has control characters
     */
    public TrainingId {
        Objects.requireNonNull(value, "value");
        if (value.isBlank() || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("A training id can't be blank, '.' or '..'");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A training id can't have control characters");
        }
    }

    /**
     * The id that {@code uploadTrainingData} gave, or that was stored from there.
     *
     * @param value as the service gave it
     * @return the same as an id
     * @throws NullPointerException if the value is null
     * @throws IllegalArgumentException if it is blank, {@code .} or {@code ..}, or has control characters
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static TrainingId of(String value) {
        return new TrainingId(value);
    }

    /** The value alone, so that an id reads well in messages and paths. */
    @Override
    public String toString() {
        return value;
    }
}
