package io.github.predictionone.dashboard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;

/**
 * A training as pages receive it.
 *
 * @param training what is known
 * @param expected about how long it takes
 */
record TrainingView(@JsonUnwrapped Training training, Expected expected) {

    /**
     * All of them.
     *
     * @param now the server's time, by which elapsed times are told
     * @param maxFileSize the largest file that can be sent, in bytes
     * @param trainings the latest first
     */
    record Listing(Instant now, long maxFileSize, List<TrainingView> trainings) {}
}
