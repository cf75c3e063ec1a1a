package io.github.predictionone.reactor.internal.watch;

import java.time.Duration;
import java.time.Instant;

/** What one poll brought, the same for all who watch. */
sealed interface Observation<S> {

    Instant at();

    /** A status. Polls that found nothing new carry the very object that was found first. */
    record Seen<S>(S status, boolean terminal, Instant at) implements Observation<S> {}

    record Failed<S>(String reason, Duration nextPollIn, int consecutiveFailures, Instant at)
            implements Observation<S> {}
}
