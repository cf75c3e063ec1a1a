package io.github.predictionone.benchmarks.dashboard;

import java.time.Duration;

/**
 * The polls of one training that reached the service.
 *
 * @param training its id
 * @param count the number of polls up to the first that received the end
 * @param span the time from the first poll to that one
 * @param late the number of later polls, for clients that connected or reconnected after the end
 */
record Polls(String training, long count, Duration span, long late) {

    static final Polls NONE = new Polls("", 0, Duration.ZERO, 0);

    Polls withOne(String id, Duration sinceFirst) {
        return new Polls(id, count + 1, sinceFirst, late);
    }

    Polls withLateOne() {
        return new Polls(training, count, span, late + 1);
    }

    /** Returns the most polls that one viewer with this interval can cause within the span. */
    long mostOfOneViewer(Duration interval) {
        return 1 + span.dividedBy(interval);
    }

    boolean isMoreThanOneViewer(Duration interval) {
        return count > mostOfOneViewer(interval);
    }
}
