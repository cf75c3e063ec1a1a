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
 * The results of a subject's past polls, reduced to what the next poll depends on: there can be tens of thousands of
 * these. Guarded by its poller.
 */
final class PollHistory<S extends WatchStatus, E> {

    // Older than any training, and far from an overflow of the clock.
    private static final long MAX_AGE = Long.MAX_VALUE / 2;

    /** The polls that have failed since the last good one. */
    record Failing(long since, int polls) {}

    private long createdAt;
    private @Nullable S status;
    private long statusSince;
    private int pollsSinceChange;
    private @Nullable Failing failing;

    /** Counts the age from this time until the first good poll. */
    PollHistory(long startedAt) {
        this.createdAt = startedAt;
    }

    /**
     * Records a good poll. If the status has not changed, the result holds the object of the poll that found it first.
     * Without a usable creation time, the age counts from {@code watchedSince}.
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
            // A creation time in the future is not usable: the clocks or the time zones differ.
            createdAt = created.filter(time -> !time.isAfter(at))
                    .map(time -> moment(time, now, at))
                    .orElse(watchedSince);
        }
        status = found;
        statusSince = at.toEpochMilli();
        return new Seen<>(subject, found, at);
    }

    /** Records a failed poll. Returns the failed polls in a row, including this one. */
    Failing failed(long now) {
        Failing row = failing == null ? new Failing(now, 1) : new Failing(failing.since, failing.polls + 1);
        failing = row;
        return row;
    }

    boolean isAnswered() {
        return status != null;
    }

    /** Returns the latest status for a new subscriber; null before the first good poll. */
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

    /** Converts a date of the service to the monotonic clock: changes of the wall clock then leave the age alone. */
    private static long moment(Instant created, long now, Instant at) {
        return now - Math.min(Time.nanos(Duration.between(created, at)), MAX_AGE);
    }
}
