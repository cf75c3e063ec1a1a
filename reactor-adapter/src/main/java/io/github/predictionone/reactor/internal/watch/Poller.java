package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.CallbackException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.internal.Callbacks;
import io.github.predictionone.internal.Failures;
import io.github.predictionone.policy.PollContext;
import io.github.predictionone.reactor.internal.Time;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.watch.Observation.Failed;
import io.github.predictionone.reactor.internal.watch.Observation.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;

/**
 * Polls one subject for all who watch it: by the schedule, one poll at a time, and only while somebody has demand. What
 * it decides, it decides under its lock; it signals outside of it, and starts the next wait when all have been told.
 */
final class Poller<S, E> extends WakeQueue.Sleeper {

    private static final int ENDED = -1;
    private static final long MILLISECOND = 1_000_000;

    private final Watches watches;
    private final Subject<S, E> subject;
    private final PollHistory<S, E> history;

    // In no order: who leaves is replaced by the last. There is one of these per training, so it is no list.
    private WatchSubscription<S, E>[] watching = array(1);
    private int count;
    // What is past is due now, and waits only for demand.
    private long nextPollAt;
    private @Nullable Poll poll;

    Poller(Watches watches, Subject<S, E> subject) {
        this.watches = watches;
        this.subject = subject;
        this.nextPollAt = watches.time().nanos();
        this.history = new PollHistory<>(nextPollAt);
    }

    Subject<S, E> subject() {
        return subject;
    }

    /** False if this poller has ended: the newcomer needs another one. */
    boolean add(WatchSubscription<S, E> newcomer) {
        synchronized (this) {
            if (count == ENDED) {
                return false;
            }
            newcomer.attached(this, history.known(subject));
            if (count == watching.length) {
                watching = Arrays.copyOf(watching, 2 * count);
            }
            newcomer.index = count;
            watching[count++] = newcomer;
            watches.wakeUps().wakeBy(this, newcomer.deadlineAt());
        }
        if (newcomer.isDone()) {
            remove(newcomer);
            return true;
        }
        newcomer.drain();
        demanded();
        return true;
    }

    synchronized void remove(WatchSubscription<S, E> leaver) {
        int index = leaver.index;
        if (count == ENDED || index < 0 || watching[index] != leaver) {
            return;
        }
        WatchSubscription<S, E> last = watching[--count];
        watching[index] = last;
        last.index = index;
        watching[count] = null;
        leaver.index = -1;
        if (count == 0) {
            end();
        } else if (count < watching.length / 4) {
            watching = Arrays.copyOf(watching, watching.length / 2);
        }
    }

    /** Polls if a poll is due and wanted. */
    void demanded() {
        Poll next;
        synchronized (this) {
            if (count == ENDED || poll != null || nextPollAt > watches.time().nanos() || !isWanted()) {
                return;
            }
            next = new Poll();
            poll = next;
        }
        subject.poll().subscribe(next);
    }

    private boolean isWanted() {
        for (int i = 0; i < count; i++) {
            if (watching[i].hasDemand()) {
                return true;
            }
        }
        return false;
    }

    /** A poll is due, or the time of a watch is over. */
    @Override
    void woken() {
        expire(watches.time().nanos());
        goOn();
    }

    /** Sleeps first: what has become due by then is polled for now, and nobody else would wake this poller for it. */
    private void goOn() {
        synchronized (this) {
            sleep();
        }
        demanded();
    }

    private final class Poll extends BaseSubscriber<Answer<S>> {

        @Override
        protected void hookOnNext(Answer<S> answer) {
            decide(() -> answered(answer));
        }

        @Override
        protected void hookOnError(Throwable reason) {
            decide(() -> failed(reason));
        }

        /** Calls a custom schedule on a delivery thread, since it may block. */
        private void decide(Runnable work) {
            if (Callbacks.isOurs(subject.schedule())) {
                endingIfUnplanned(work);
            } else {
                watches.time().callBack(() -> endingIfUnplanned(work));
            }
        }

        /** A schedule that can't tell when to poll next ends all that it was to tell it for. */
        private void endingIfUnplanned(Runnable work) {
            try {
                work.run();
            } catch (CallbackException unplanned) {
                endAll(unplanned);
            }
        }
    }

    /** Until the next poll if its time has not come, and no longer than the first of the deadlines. */
    private void sleep() {
        if (count != ENDED) {
            boolean waits = poll == null && nextPollAt > watches.time().nanos();
            long until = waits ? nextPollAt : Long.MAX_VALUE;
            for (int i = 0; i < count; i++) {
                until = Math.min(until, watching[i].deadlineAt());
            }
            watches.wakeUps().wake(this, until);
        }
    }

    private void expire(long now) {
        List<WatchSubscription<S, E>> expired = expired(now);
        for (WatchSubscription<S, E> watch : expired) {
            Throwable reason = watch.timedOut(subject.name(), lastWord(), now);
            if (watch == expired.get(0)) {
                WatchLog.ended(subject.name(), reason, expired.size());
            }
            watch.end(reason);
        }
    }

    private synchronized List<WatchSubscription<S, E>> expired(long now) {
        List<WatchSubscription<S, E>> expired = List.of();
        for (int i = 0; i < count; i++) {
            if (watching[i].deadlineAt() <= now) {
                expired = expired.isEmpty() ? new ArrayList<>() : expired;
                expired.add(watching[i]);
            }
        }
        return expired;
    }

    private synchronized String lastWord() {
        return history.lastWord(subject);
    }

    private void answered(Answer<S> answer) {
        long now = watches.time().nanos();
        Instant at = watches.time().now();
        Seen<S, E> observation;
        WatchSubscription<S, E>[] all;
        PollContext context;
        synchronized (this) {
            if (count == ENDED) {
                return;
            }
            observation = history.answered(subject, answer.value(), now, at);
            context = history.context(now);
            all = watching();
            if (observation.isTerminal()) {
                end();
            }
        }
        for (WatchSubscription<S, E> watch : all) {
            watch.observed(observation);
        }
        if (!observation.isTerminal()) {
            plan(now, context, watches.bounded(answer.retryAfter()));
        }
        told();
    }

    private void failed(Throwable reason) {
        if (Failures.endsWatch(reason)) {
            endAll(reason);
            return;
        }
        long now = watches.time().nanos();
        Instant at = watches.time().now();
        int failures;
        long failingSince;
        PollContext context;
        WatchSubscription<S, E>[] all;
        synchronized (this) {
            if (count == ENDED) {
                return;
            }
            failures = history.failed(now);
            failingSince = history.failingSince();
            context = history.context(now);
            all = watching();
        }
        Duration wait = plan(now, context, watches.pauseAfter(reason));
        Failed<S, E> observation = new Failed<>(subject, String.valueOf(reason.getMessage()), wait, failures, at);
        int givenUp = 0;
        for (WatchSubscription<S, E> watch : all) {
            if (watch.givesUp(failingSince, now)) {
                givenUp++;
                watch.end(reason);
            } else {
                watch.observed(observation);
            }
        }
        WatchLog.ended(subject.name(), reason, givenUp);
        told();
    }

    /** Only now may the next poll begin: two that are told of at the same time could overtake each other. */
    private void told() {
        synchronized (this) {
            poll = null;
        }
        goOn();
    }

    /** When to poll next: by the schedule, which may block, or later if that would be too early. */
    private Duration plan(long now, PollContext context, Duration atLeast) {
        Duration wait =
                Callbacks.delay(() -> "watch of " + subject.name(), subject.schedule(), context, watches.random());
        Duration longer = atLeast.compareTo(wait) > 0 ? atLeast : wait;
        // In whole milliseconds, so that those of the same one wake together.
        long due = Time.after(now, longer.plusNanos(MILLISECOND - 1));
        synchronized (this) {
            nextPollAt = due - Math.floorMod(due, MILLISECOND);
        }
        return longer;
    }

    private void endAll(Throwable reason) {
        endAll(reason, watch -> watch.failed(reason));
    }

    void close(ClientClosedException reason, Executor signals) {
        endAll(reason, watch -> signals.execute(() -> watch.closed(reason)));
    }

    private void endAll(Throwable reason, Consumer<WatchSubscription<S, E>> signal) {
        WatchSubscription<S, E>[] all;
        synchronized (this) {
            all = watching();
            end();
        }
        WatchLog.ended(subject.name(), reason, all.length);
        for (WatchSubscription<S, E> watch : all) {
            signal.accept(watch);
        }
    }

    private void end() {
        count = ENDED;
        watching = array(0);
        watches.wakeUps().wake(this, Long.MAX_VALUE);
        if (poll != null) {
            poll.dispose();
        }
        watches.forget(this);
    }

    private WatchSubscription<S, E>[] watching() {
        return Arrays.copyOf(watching, Math.max(count, 0));
    }

    @SuppressWarnings("unchecked")
    private static <S, E> WatchSubscription<S, E>[] array(int length) {
        return (WatchSubscription<S, E>[]) new WatchSubscription<?, ?>[length];
    }
}
