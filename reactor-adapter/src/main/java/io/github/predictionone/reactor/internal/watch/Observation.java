package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.WatchStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result of one poll, shared by all subscriptions. An event is created when the first of them needs it. */
sealed interface Observation<S extends WatchStatus, E> {

    /** A status. As long as it does not change, all observations hold the same status object. */
    final class Seen<S extends WatchStatus, E> implements Observation<S, E> {

        private final Subject<S, E> subject;
        private final S status;
        private final Instant at;
        // Unguarded: if two threads create an event each, the two are equal.
        private @Nullable E firstEvent;
        private @Nullable E repeatedEvent;

        Seen(Subject<S, E> subject, S status, Instant at) {
            this.subject = subject;
            this.status = status;
            this.at = at;
        }

        S status() {
            return status;
        }

        String statusId() {
            return status.eventId();
        }

        boolean isTerminal() {
            return status.isTerminal();
        }

        /** Returns the event for a subscriber that has not seen this status yet. */
        E firstEvent() {
            E event = firstEvent;
            if (event == null) {
                event = subject.event(status, at);
                firstEvent = event;
            }
            return event;
        }

        /** Returns the event for a subscriber that has already seen this status. */
        E repeatedEvent() {
            E event = repeatedEvent;
            if (event == null) {
                event = subject.unchanged(status, at);
                repeatedEvent = event;
            }
            return event;
        }
    }

    final class Failed<S extends WatchStatus, E> implements Observation<S, E> {

        private final Subject<S, E> subject;
        private final String reason;
        private final Duration nextPollIn;
        private final int consecutiveFailures;
        private final Instant at;
        private @Nullable EventAfter<S, E> lastEvent;

        /** The event for subscribers that have seen this status last. */
        private record EventAfter<S extends WatchStatus, E>(S lastSeen, E event) {}

        Failed(Subject<S, E> subject, String reason, Duration nextPollIn, int consecutiveFailures, Instant at) {
            this.subject = subject;
            this.reason = reason;
            this.nextPollIn = nextPollIn;
            this.consecutiveFailures = consecutiveFailures;
            this.at = at;
        }

        /**
         * Returns the event for a subscriber that has seen no status yet and continues from the event id that it
         * supplied.
         */
        E event(@Nullable String lastStatusId) {
            return subject.pollFailed(lastStatusId, at, reason, nextPollIn, consecutiveFailures);
        }

        /** Returns the event for a subscriber that has seen this status last. */
        E eventAfter(S lastSeen) {
            EventAfter<S, E> event = lastEvent;
            if (event == null || !Objects.equals(event.lastSeen, lastSeen)) {
                event = new EventAfter<>(lastSeen, event(lastSeen.eventId()));
                lastEvent = event;
            }
            return event.event;
        }
    }

    /** The watch ends early, with a failure. */
    record Ended<S extends WatchStatus, E>(Throwable reason) implements Observation<S, E> {}
}
