package io.github.predictionone.benchmarks.dashboard;

import java.time.Duration;

/**
 * The polls of one training that reached the service.
 *
 * @param training its id
 * @param count how many, up to the one that was told of the end
 * @param span from the first to that one
 * @param late how many came after it: of those who came, or came again, when the training had ended
 */
record Polls(String training, long count, Duration span, long late) {

    static final Polls NONE = new Polls("", 0, Duration.ZERO, 0);

    Polls withOne(String id, Duration sinceFirst) {
        return new Polls(id, count + 1, sinceFirst, late);
    }

    Polls withLateOne() {
        return new Polls(training, count, span, late + 1);
    }

    /** As many as one viewer who polls every so often can have sent in this time. */
    long mostOfOneViewer(Duration interval) {
        return 1 + span.dividedBy(interval);
    }

    boolean isMoreThanOneViewer(Duration interval) {
        return count > mostOfOneViewer(interval);
    }
}
