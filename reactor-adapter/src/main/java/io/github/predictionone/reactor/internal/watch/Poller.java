package io.github.predictionone.reactor.internal.watch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.WatchStatus;
import io.github.predictionone.internal.wire.Callbacks;
import io.github.predictionone.internal.wire.Failures;
import io.github.predictionone.policy.PollContext;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.support.Requester;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.watch.Observation.Ended;
import io.github.predictionone.reactor.internal.watch.Observation.Failed;
import io.github.predictionone.reactor.internal.watch.Observation.Seen;
import io.github.predictionone.reactor.internal.watch.PollHistory.Failing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Polls one subject for all its subscriptions: by the schedule, one poll at a time, and only while there is demand. It
 * decides under its lock, signals outside of it, and starts the next wait after every subscription has its signal.
 */
final class Poller<S extends WatchStatus, E> extends WakeQueue.Sleeper {

    private static final long MILLISECOND = 1_000_000;

    private final Watches watches;
    private final Subject<S, E> subject;

    @GuardedBy("this")
    private final PollHistory<S, E> history;

    @GuardedBy("this")
    private final WatchSubscriptions<S, E> subscriptions = new WatchSubscriptions<>();

    // A time in the past: a poll is due and waits only for demand.
    @GuardedBy("this")
    private long nextPollAt;

    @GuardedBy("this")
    private @Nullable Poll<S, E> poll;

    Poller(Watches watches, Subject<S, E> subject) {
        this.watches = watches;
        this.subject = subject;
        this.nextPollAt = watches.time().nanos();
        this.history = new PollHistory<>(nextPollAt);
    }

    Subject<S, E> subject() {
        return subject;
    }

    /** Returns false if this poller has ended and the subscription needs a new one. */
    boolean add(WatchSubscription<S, E> watch) {
        Poll<S, E> joined;
        synchronized (this) {
            if (subscriptions.hasEnded()) {
                return false;
            }
            joined = poll;
            watch.attach(this, history.lastSeen(subject));
            subscriptions.add(watch);
            watches.wakeUps().wakeBy(this, watch.deadlineAt());
        }
        if (watch.isDone()) {
            remove(watch);
            return true;
        }
        watch.drain();
        if (joined != null) {
            joined.join(watch.viewer());
        }
        demanded();
        return true;
    }

    synchronized void remove(WatchSubscription<S, E> watch) {
        if (subscriptions.remove(watch) && subscriptions.isEmpty()) {
            end();
        }
    }

    /** Starts a poll if one is due and there is demand. */
    void demanded() {
        Poll<S, E> next;
        synchronized (this) {
            if (subscriptions.hasEnded()
                    || poll != null
                    || nextPollAt > watches.time().nanos()
                    || !subscriptions.hasDemand()) {
                return;
            }
            next = new Poll<>(this, requester(), watches.time());
            poll = next;
        }
        subject.poll().subscribe(next);
    }

    @GuardedBy("this")
    private Requester requester() {
        return history.isAnswered() || watches.isKnown(subject.id())
                ? Requester.knownPoll()
                : Requester.firstLook(subscriptions.viewers());
    }

    /** Called when a poll is due or the deadline of a watch has passed. */
    @Override
    void woken() {
        expire(watches.time().nanos());
        sleepThenPoll();
    }

    /**
     * Sets the wake-up, then polls if a poll is due. The reverse order could lose a poll that becomes due between the
     * two steps: it would be too early to poll, and then too late for a wake-up.
     */
    private void sleepThenPoll() {
        synchronized (this) {
            sleep();
        }
        demanded();
    }

    /** Sets the wake-up: for the next poll if that is not due yet, but no later than the earliest deadline. */
    @GuardedBy("this")
    private void sleep() {
        if (!subscriptions.hasEnded()) {
            boolean waits = poll == null && nextPollAt > watches.time().nanos();
            long due = waits ? nextPollAt : Long.MAX_VALUE;
            watches.wakeUps().wake(this, Math.min(due, subscriptions.deadlineAt()));
        }
    }

    private void expire(long now) {
        List<WatchSubscription<S, E>> expired;
        String lastWord;
        synchronized (this) {
            expired = subscriptions.expired(now);
            lastWord = history.lastWord();
        }
        for (WatchSubscription<S, E> watch : expired) {
            Throwable reason = watch.timeout(subject.name(), lastWord, now);
            if (watch == expired.get(0)) {
                WatchLog.ended(subject.name(), reason, expired.size());
            }
            watch.end(reason);
        }
    }

    void answered(Answer<S> answer) {
        long now = watches.time().nanos();
        Instant at = watches.time().now();
        Seen<S, E> observation;
        WatchSubscription<S, E>[] snapshot;
        PollContext context;
        synchronized (this) {
            if (subscriptions.hasEnded()) {
                return;
            }
            observation = history.answered(subject, answer.value(), now, at, subscriptions.startedAt());
            context = history.context(now);
            snapshot = subscriptions.snapshot();
            if (observation.isTerminal()) {
                end();
            }
        }
        for (WatchSubscription<S, E> watch : snapshot) {
            watch.observed(observation);
        }
        if (!observation.isTerminal()) {
            plan(now, context, watches.bounded(answer.retryAfter()));
        }
        delivered();
    }

    void failed(Throwable reason, long begunAt) {
        if (Failures.endsWatch(reason)) {
            watches.refuseIfUnknown(subject.id(), reason, begunAt);
            endAll(reason);
            return;
        }
        long now = watches.time().nanos();
        Instant at = watches.time().now();
        Failing failing;
        PollContext context;
        WatchSubscription<S, E>[] snapshot;
        synchronized (this) {
            if (subscriptions.hasEnded()) {
                return;
            }
            failing = history.failed(now);
            context = history.context(now);
            snapshot = subscriptions.snapshot();
        }
        Duration wait = plan(now, context, watches.pauseAfter(reason));
        Failed<S, E> observation =
                new Failed<>(subject, String.valueOf(reason.getMessage()), wait, failing.polls(), at);
        int givenUp = 0;
        for (WatchSubscription<S, E> watch : snapshot) {
            if (watch.givesUp(failing.since(), now)) {
                givenUp++;
                watch.end(reason);
            } else {
                watch.observed(observation);
            }
        }
        WatchLog.ended(subject.name(), reason, givenUp);
        delivered();
    }

    /** Allows the next poll only after all signals of this one: signals of two polls could overtake each other. */
    private void delivered() {
        synchronized (this) {
            poll = null;
        }
        sleepThenPoll();
    }

    /**
     * Plans the next poll after the schedule's delay or {@code atLeast}, whichever is longer. The schedule may block.
     */
    private Duration plan(long now, PollContext context, Duration atLeast) {
        Duration wait = Callbacks.delay(this::doing, subject.schedule(), context, watches.random());
        Duration longer = atLeast.compareTo(wait) > 0 ? atLeast : wait;
        // Rounded up to whole milliseconds, so that pollers due in the same millisecond wake together.
        long due = Time.after(now, longer.plusNanos(MILLISECOND - 1));
        synchronized (this) {
            nextPollAt = due - Math.floorMod(due, MILLISECOND);
        }
        return longer;
    }

    String doing() {
        return "watch of " + subject.name();
    }

    void endAll(Throwable reason) {
        // One object for all: if memory ran out between two of them, some subscriptions would never end.
        Ended<S, E> ended = new Ended<>(reason);
        endAll(reason, watch -> watch.observed(ended));
    }

    void close(ClientClosedException reason, Executor signals) {
        endAll(reason, watch -> signals.execute(() -> watch.closed(reason)));
    }

    private void endAll(Throwable reason, Consumer<WatchSubscription<S, E>> signal) {
        WatchSubscription<S, E>[] snapshot;
        synchronized (this) {
            snapshot = subscriptions.snapshot();
            end();
        }
        watches.ended(subject, reason, snapshot.length);
        for (WatchSubscription<S, E> watch : snapshot) {
            signal.accept(watch);
        }
    }

    @GuardedBy("this")
    private void end() {
        subscriptions.end();
        watches.wakeUps().wake(this, Long.MAX_VALUE);
        if (poll != null) {
            poll.dispose();
        }
        watches.forget(this);
        if (history.isAnswered()) {
            watches.markAnswered(subject.id());
        }
    }
}
