package io.github.predictionone.benchmarks.dashboard;

import java.time.Duration;

/**
 * The polls of one training that reached the service.
 *
 * @param training its id
 * @param count how many
 * @param span from the first to the last
 */
record Polls(String training, long count, Duration span) {

    /** As many as one viewer who polls every so often can have sent in this time. */
    long mostOfOneViewer(Duration interval) {
        return 1 + span.dividedBy(interval);
    }

    boolean isMoreThanOneViewer(Duration interval) {
        return count > mostOfOneViewer(interval);
    }
}
