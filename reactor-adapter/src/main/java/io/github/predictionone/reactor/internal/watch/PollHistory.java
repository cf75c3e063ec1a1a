package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.policy.PollContext;
import io.github.predictionone.reactor.internal.watch.Observation.Seen;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the polls of one subject have brought so far, as far as the next ones depend on it. Guarded by its poller. */
final class PollHistory<S, E> {

    private final Subject<S, E> subject;
    private final long startedAt;
    private @Nullable Seen<S> lastChange;
    private int pollsSinceChange;
    private int consecutiveFailures;
    private long failingSince;

    PollHistory(Subject<S, E> subject, long startedAt) {
        this.subject = subject;
        this.startedAt = startedAt;
    }

    /** A good poll; one that found nothing new carries the object that was found first. */
    Seen<S> answered(S status, long now) {
        Seen<S> before = lastChange;
        Instant at = Instant.ofEpochMilli(now);
        consecutiveFailures = 0;
        pollsSinceChange = before != null && subject.isSameWord(before.status(), status) ? pollsSinceChange + 1 : 0;
        if (before != null && subject.isSame(before.status(), status)) {
            return new Seen<>(before.status(), before.terminal(), at);
        }
        Seen<S> change = new Seen<>(status, subject.isTerminal(status), at);
        lastChange = change;
        return change;
    }

    /** A failed poll; returns how many in a row have failed. */
    int failed(long now) {
        failingSince = consecutiveFailures == 0 ? now : failingSince;
        return ++consecutiveFailures;
    }

    long failingSince() {
        return failingSince;
    }

    /** What a late subscriber gets; null before the first good poll. */
    @Nullable
    Seen<S> lastChange() {
        return lastChange;
    }

    String lastWord() {
        return lastChange == null ? "none" : subject.word(lastChange.status());
    }

    PollContext context(long now) {
        return new PollContext(age(now), pollsSinceChange);
    }

    private Duration age(long now) {
        Duration watched = Duration.ofMillis(now - startedAt);
        if (lastChange == null) {
            return watched;
        }
        return subject.created(lastChange.status())
                .map(created -> Duration.between(created, Instant.ofEpochMilli(now)))
                // A training from the future: the clocks, or the zones, do not agree.
                .filter(age -> !age.isNegative())
                .orElse(watched);
    }
}
