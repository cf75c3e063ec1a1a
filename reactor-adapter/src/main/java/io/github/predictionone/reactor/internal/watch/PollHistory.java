package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.policy.PollContext;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.watch.Observation.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the polls of one subject have brought so far, as far as the next ones depend on it. Guarded by its poller. There
 * are tens of thousands of these: it keeps no more than it must.
 */
final class PollHistory<S, E> {

    // Older than any training, and far from an overflow of the clock.
    private static final long GREATEST_AGE = Long.MAX_VALUE / 2;

    private final long startedAt;
    private long createdAt;
    private @Nullable S status;
    private long statusSince;
    private int pollsSinceChange;
    private int consecutiveFailures;
    private long failingSince;

    PollHistory(long startedAt) {
        this.startedAt = startedAt;
        this.createdAt = startedAt;
    }

    /** A good poll; one that found nothing new carries the object that was found first. */
    Seen<S, E> answered(Subject<S, E> subject, S found, long now, Instant at) {
        S before = status;
        consecutiveFailures = 0;
        pollsSinceChange = before != null && subject.isSameWord(before, found) ? pollsSinceChange + 1 : 0;
        if (before != null && subject.isSame(before, found)) {
            return new Seen<>(subject, before, at);
        }
        Instant created = subject.created(found);
        if (before == null || !Objects.equals(created, subject.created(before))) {
            createdAt = moment(created, now, at);
        }
        status = found;
        statusSince = at.toEpochMilli();
        return new Seen<>(subject, found, at);
    }

    /** A failed poll; returns how many in a row have failed. */
    int failed(long now) {
        failingSince = consecutiveFailures == 0 ? now : failingSince;
        return ++consecutiveFailures;
    }

    long failingSince() {
        return failingSince;
    }

    boolean isAnswered() {
        return status != null;
    }

    /** What a late subscriber gets; null before the first good poll. */
    @Nullable
    Seen<S, E> known(Subject<S, E> subject) {
        return status == null ? null : new Seen<>(subject, status, Instant.ofEpochMilli(statusSince));
    }

    String lastWord(Subject<S, E> subject) {
        return status == null ? "none" : subject.word(status);
    }

    PollContext context(long now) {
        return new PollContext(Duration.ofNanos(now - createdAt), pollsSinceChange);
    }

    /** A date of the service on the monotonic clock, so that no later step of the wall clock changes the age. */
    private long moment(@Nullable Instant created, long now, Instant at) {
        // A training from the future: the clocks, or the zones, do not agree.
        return created == null || created.isAfter(at)
                ? startedAt
                : now - Math.min(Time.nanos(Duration.between(created, at)), GREATEST_AGE);
    }
}
