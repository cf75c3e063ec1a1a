package io.github.predictionone.reactor.internal.watch;

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
interface Subject<S, E> {

    /** Equal for subjects that are about the same, whatever their schedules. */
    Object id();

    /** What is watched, for messages. */
    String name();

    Mono<Answer<S>> poll();

    PollSchedule schedule();

    boolean isTerminal(S status);

    /** Whether the status word is the same, whatever else has changed. */
    boolean isSameWord(S one, S other);

    /** Whether nothing has changed. */
    boolean isSame(S one, S other);

    String word(S status);

    @Nullable
    Instant created(S status);

    /** Derived from the status alone, the same in every process. */
    String eventId(S status);

    E changed(S status, Instant observedAt);

    E unchanged(S status, Instant observedAt);

    E ended(S status, Instant observedAt);

    E pollFailed(String eventId, Instant observedAt, String reason, Duration nextPollIn, int consecutiveFailures);
}
