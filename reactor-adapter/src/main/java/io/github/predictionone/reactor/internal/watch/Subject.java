package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.WatchStatus;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.exchange.Answer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The subject of a watch: how and how often to poll it, and how its statuses become events. Watches of equal subjects
 * share a poller.
 *
 * @param <S> the type of a status
 * @param <E> the type of an event
 */
interface Subject<S extends WatchStatus, E> {

    /** Returns the id of the watched object, equal for all subjects that watch it, whatever their schedules. */
    Object id();

    /** Returns the name of the watched object for messages. */
    String name();

    Mono<Answer<S>> poll();

    PollSchedule schedule();

    /** Returns the event for a subscriber that has not seen this status yet. */
    E event(S status, Instant observedAt);

    /** Returns the event for a subscriber that has already seen this status. */
    E unchanged(S status, Instant observedAt);

    /** Returns the event for a subscriber whose last seen status has this event id; null if it has seen none. */
    E pollFailed(
            @Nullable String statusId, Instant observedAt, String reason, Duration nextPollIn, int consecutiveFailures);
}
