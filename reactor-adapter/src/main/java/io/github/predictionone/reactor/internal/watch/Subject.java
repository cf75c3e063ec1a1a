package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.WatchStatus;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.exchange.Answer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What is watched: how to ask about it, how often, and how its statuses become events. Watches of equal subjects share a
 * poller.
 *
 * @param <S> a status
 * @param <E> an event
 */
interface Subject<S extends WatchStatus, E> {

    /** Equal for subjects that are about the same, whatever their schedules. */
    Object id();

    /** What is watched, for messages. */
    String name();

    Mono<Answer<S>> poll();

    PollSchedule schedule();

    /** The event for a subscriber that has not seen this status. */
    E event(S status, Instant observedAt);

    /** The event for a subscriber that has. */
    E unchanged(S status, Instant observedAt);

    /** The event for a subscriber that has seen the status of this event id last; null if none. */
    E pollFailed(
            @Nullable String statusId, Instant observedAt, String reason, Duration nextPollIn, int consecutiveFailures);
}
