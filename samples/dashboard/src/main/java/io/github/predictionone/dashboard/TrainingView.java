package io.github.predictionone.dashboard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;

/**
 * A training as pages receive it.
 *
 * @param training the training
 * @param expected its estimated duration
 */
record TrainingView(@JsonUnwrapped Training training, Expected expected) {

    /**
     * All trainings.
     *
     * @param now the server's time, from which pages compute elapsed times
     * @param maxFileSize the maximum size of an uploaded file, in bytes
     * @param trainings the trainings, latest first
     */
    record Listing(Instant now, long maxFileSize, List<TrainingView> trainings) {}
}
