package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.ApiException;
import io.github.predictionone.WatchTimeoutException;
import io.github.predictionone.internal.Failures;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.watch.Observation.Failed;
import io.github.predictionone.reactor.internal.watch.Observation.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;

/**
 * Polls one subject for all who watch it: by the schedule, one poll at a time, and only while somebody has demand. What
 * it decides, it decides under its lock; it signals outside of it, and starts the next wait when all have been told.
 */
final class Poller<S, E> {

    private final Watches watches;
    private final Watches.Key key;
    private final Subject<S, E> subject;
    private final PollSchedule schedule;
    private final PollHistory<S, E> history;

    private List<WatchSubscription<S, E>> watching = List.of();
    private boolean ended;
    // When the next poll is due, in milliseconds; what is past is due now, and waits only for demand.
    private long nextPollAt;
    private @Nullable Poll poll;
    private @Nullable Disposable timer;

    Poller(Watches watches, Watches.Key key, Subject<S, E> subject, PollSchedule schedule) {
        this.watches = watches;
        this.key = key;
        this.subject = subject;
        this.schedule = schedule;
        this.nextPollAt = watches.time().millis();
        this.history = new PollHistory<>(subject, nextPollAt);
    }

    /** False if this poller has ended: the newcomer needs another one. */
    boolean add(WatchSubscription<S, E> newcomer) {
        synchronized (this) {
            if (ended) {
                return false;
            }
            newcomer.attached(this, history.lastChange());
            watching = with(newcomer);
        }
        if (newcomer.isDone()) {
            remove(newcomer);
            return true;
        }
        newcomer.drain();
        proceed();
        return true;
    }

    void remove(WatchSubscription<S, E> leaver) {
        synchronized (this) {
            List<WatchSubscription<S, E>> rest = new ArrayList<>(watching);
            if (ended || !rest.remove(leaver)) {
                return;
            }
            watching = rest;
            if (rest.isEmpty()) {
                end();
            }
        }
    }

    void demanded() {
        boolean due;
        synchronized (this) {
            due = isDue(watches.time().millis());
        }
        if (due) {
            proceed();
        }
    }

    void close(Throwable reason) {
        endAll(reason);
    }

    /** Ends watches whose time is over, polls if a poll is due and wanted, and sleeps until something is to be done. */
    private void proceed() {
        long now = watches.time().millis();
        expire(now);
        Poll next = null;
        synchronized (this) {
            if (ended) {
                return;
            }
            if (isDue(now) && watching.stream().anyMatch(WatchSubscription::hasDemand)) {
                next = new Poll();
                poll = next;
            }
            sleep(now);
        }
        if (next != null) {
            subject.poll().subscribe(next);
        }
    }

    private final class Poll extends BaseSubscriber<Answer<S>> {

        @Override
        protected void hookOnNext(Answer<S> answer) {
            answered(answer);
        }

        @Override
        protected void hookOnError(Throwable reason) {
            failed(reason);
        }
    }

    /** The clock may have been set back meanwhile; a wait that is over is over. */
    private void woken(boolean forPoll) {
        synchronized (this) {
            if (forPoll && poll == null) {
                nextPollAt = Math.min(nextPollAt, watches.time().millis());
            }
        }
        proceed();
    }

    private boolean isDue(long now) {
        return !ended && poll == null && nextPollAt <= now;
    }

    private void sleep(long now) {
        long wakeAt = poll != null || nextPollAt <= now ? Long.MAX_VALUE : nextPollAt;
        boolean forPoll = wakeAt == nextPollAt;
        for (WatchSubscription<S, E> watch : watching) {
            if (watch.deadlineAt() < wakeAt) {
                wakeAt = watch.deadlineAt();
                forPoll = false;
            }
        }
        if (timer != null) {
            timer.dispose();
        }
        boolean toPoll = forPoll;
        timer = watches.time().scheduler().schedule(() -> woken(toPoll), wakeAt - now, TimeUnit.MILLISECONDS);
    }

    private void expire(long now) {
        List<WatchSubscription<S, E>> all = watching();
        for (WatchSubscription<S, E> watch : all) {
            if (watch.deadlineAt() <= now) {
                Duration elapsed = Duration.ofMillis(now - watch.startedAt());
                watch.failed(new WatchTimeoutException(
                        "watch of " + subject.name() + ": no end within " + elapsed + "; last status: " + lastWord(),
                        elapsed));
                remove(watch);
            }
        }
    }

    private synchronized String lastWord() {
        return history.lastWord();
    }

    private void answered(Answer<S> answer) {
        long now = watches.time().millis();
        Seen<S> observation;
        List<WatchSubscription<S, E>> all;
        synchronized (this) {
            if (ended) {
                return;
            }
            observation = history.answered(answer.value(), now);
            plan(now, answer.retryAfter());
            all = watching;
            if (observation.terminal()) {
                end();
            }
        }
        all.forEach(watch -> watch.observed(observation));
        told();
    }

    private void failed(Throwable reason) {
        if (Failures.endsWatch(reason)) {
            endAll(reason);
            return;
        }
        long now = watches.time().millis();
        long failingSince;
        Failed<S> observation;
        List<WatchSubscription<S, E>> all;
        synchronized (this) {
            if (ended) {
                return;
            }
            int failures = history.failed(now);
            failingSince = history.failingSince();
            Duration wait = plan(
                    now,
                    reason instanceof ApiException answer ? answer.retryAfter().orElse(null) : null);
            observation = new Failed<>(String.valueOf(reason.getMessage()), wait, failures, Instant.ofEpochMilli(now));
            all = watching;
        }
        for (WatchSubscription<S, E> watch : all) {
            if (watch.givesUp(failingSince, now)) {
                watch.failed(reason);
                remove(watch);
            } else {
                watch.observed(observation);
            }
        }
        told();
    }

    /** Only now may the next poll begin: two that are told of at the same time could overtake each other. */
    private void told() {
        synchronized (this) {
            poll = null;
        }
        proceed();
    }

    /** When to poll next: by the schedule, or later if the service asks for it. */
    private Duration plan(long now, @Nullable Duration retryAfter) {
        Duration wait = schedule.delay(history.context(now), watches.random());
        Duration asked = watches.bounded(retryAfter);
        Duration longer = asked.compareTo(wait) > 0 ? asked : wait;
        nextPollAt = now + longer.plusNanos(999_999).toMillis();
        return longer;
    }

    private void endAll(Throwable reason) {
        List<WatchSubscription<S, E>> all;
        synchronized (this) {
            all = watching;
            end();
        }
        all.forEach(watch -> watch.failed(reason));
    }

    private void end() {
        ended = true;
        watching = List.of();
        if (timer != null) {
            timer.dispose();
        }
        if (poll != null) {
            poll.dispose();
        }
        watches.forget(key, this);
    }

    private synchronized List<WatchSubscription<S, E>> watching() {
        return watching;
    }

    private List<WatchSubscription<S, E>> with(WatchSubscription<S, E> newcomer) {
        if (watching.isEmpty()) {
            return List.of(newcomer);
        }
        List<WatchSubscription<S, E>> all = new ArrayList<>(watching);
        all.add(newcomer);
        return all;
    }
}
