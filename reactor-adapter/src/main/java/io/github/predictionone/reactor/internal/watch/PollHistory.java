package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.WatchStatus;
import io.github.predictionone.policy.PollContext;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.watch.Observation.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the polls of one subject have brought so far, as far as the next ones depend on it. Guarded by its poller. There
 * are tens of thousands of these: it keeps no more than it must.
 */
final class PollHistory<S extends WatchStatus, E> {

    // Older than any training, and far from an overflow of the clock.
    private static final long MAX_AGE = Long.MAX_VALUE / 2;

    /** Polls that failed since the last good one. */
    record Failing(long since, int polls) {}

    private long createdAt;
    private @Nullable S status;
    private long statusSince;
    private int pollsSinceChange;
    private @Nullable Failing failing;

    /** Without a usable time of the service, the age counts from here. */
    PollHistory(long startedAt) {
        this.createdAt = startedAt;
    }

    /**
     * A good poll; one that found nothing new carries the object that was found first. A training without a usable
     * creation time is as old as its watch.
     */
    Seen<S, E> answered(Subject<S, E> subject, S found, long now, Instant at, long watchedSince) {
        S before = status;
        failing = null;
        pollsSinceChange = before != null && before.word().equals(found.word()) ? pollsSinceChange + 1 : 0;
        if (before != null && before.isSameAs(found)) {
            return new Seen<>(subject, before, at);
        }
        Optional<Instant> created = found.created();
        if (before == null || !created.equals(before.created())) {
            // Created in the future: the clocks, or the zones, do not agree.
            createdAt = created.filter(time -> !time.isAfter(at))
                    .map(time -> moment(time, now, at))
                    .orElse(watchedSince);
        }
        status = found;
        statusSince = at.toEpochMilli();
        return new Seen<>(subject, found, at);
    }

    /** A failed poll; returns those in a row, this one included. */
    Failing failed(long now) {
        Failing row = failing == null ? new Failing(now, 1) : new Failing(failing.since, failing.polls + 1);
        failing = row;
        return row;
    }

    boolean isAnswered() {
        return status != null;
    }

    /** What a late subscriber gets; null before the first good poll. */
    @Nullable
    Seen<S, E> lastSeen(Subject<S, E> subject) {
        return status == null ? null : new Seen<>(subject, status, Instant.ofEpochMilli(statusSince));
    }

    String lastWord() {
        return status == null ? "none" : status.word();
    }

    PollContext context(long now) {
        return new PollContext(Duration.ofNanos(now - createdAt), pollsSinceChange);
    }

    /** A date of the service on the monotonic clock, so that no later step of the wall clock changes the age. */
    private static long moment(Instant created, long now, Instant at) {
        return now - Math.min(Time.nanos(Duration.between(created, at)), MAX_AGE);
    }
}
