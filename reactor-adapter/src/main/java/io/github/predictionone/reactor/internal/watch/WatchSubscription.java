package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.EventIds;
import io.github.predictionone.WatchStatus;
import io.github.predictionone.WatchTimeoutException;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.support.JvmError;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.watch.Observation.Ended;
import io.github.predictionone.reactor.internal.watch.Observation.Failed;
import io.github.predictionone.reactor.internal.watch.Observation.Seen;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * A single subscriber. Buffers at most one observation, the latest, until there is demand. Its event is chosen on
 * delivery, by what the subscriber has seen by then, so skipping observations never hides a change.
 */
final class WatchSubscription<S extends WatchStatus, E> implements Subscription, Runnable {

    @SuppressWarnings("rawtypes")
    private static final AtomicLongFieldUpdater<WatchSubscription> REQUESTED =
            AtomicLongFieldUpdater.newUpdater(WatchSubscription.class, "requested");

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<WatchSubscription> DRAINS =
            AtomicIntegerFieldUpdater.newUpdater(WatchSubscription.class, "drains");

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<WatchSubscription, Observation> LATEST =
            AtomicReferenceFieldUpdater.newUpdater(WatchSubscription.class, Observation.class, "latest");

    private final CoreSubscriber<? super E> actual;
    private final WatchOptions options;
    private final Time time;
    private final long startedAt;
    private volatile @Nullable Poller<S, E> poller;

    private volatile long requested;

    @SuppressWarnings("UnusedVariable") // Read by its updater.
    private volatile int drains;

    private volatile @Nullable Observation<S, E> latest;
    private volatile boolean done;

    // The next two fields are used only by the thread that delivers.
    private @Nullable S seen;
    private boolean afterFailure;

    // The neighbours in the poller's list, which links them under its lock.
    @Nullable
    WatchSubscription<S, E> previous;

    @Nullable
    WatchSubscription<S, E> next;

    WatchSubscription(CoreSubscriber<? super E> actual, WatchOptions options, Time time, long startedAt) {
        this.actual = actual;
        this.options = options;
        this.time = time;
        this.startedAt = startedAt;
        this.afterFailure = options.lastEventId().filter(EventIds::isFailedPoll).isPresent();
    }

    /** Begins with the last seen status. The poller may deliver later observations only after this call. */
    void attach(Poller<S, E> to, @Nullable Seen<S, E> lastSeen) {
        if (lastSeen != null) {
            put(lastSeen);
        }
        poller = to;
    }

    /** Returns the viewer in the options, or an empty string. */
    String viewer() {
        return options.viewer().orElse("");
    }

    /** Returns whether the watch has ended, even if the subscriber has not received the end yet. */
    boolean isDone() {
        return done || latest instanceof Ended;
    }

    boolean hasDemand() {
        return requested > 0;
    }

    WatchTimeoutException timeout(String subject, String lastWord, long now) {
        Duration deadline = options.deadline();
        return new WatchTimeoutException(
                "watch of " + subject + ": no final status by the deadline of " + deadline + "; last status: "
                        + lastWord,
                deadline,
                Duration.ofNanos(now - startedAt));
    }

    long startedAt() {
        return startedAt;
    }

    long deadlineAt() {
        return Time.after(startedAt, options.deadline());
    }

    /** Returns whether polls have failed for longer than this watch tolerates. */
    boolean givesUp(long failingSince, long now) {
        return now - Math.max(failingSince, startedAt) >= Time.nanos(options.failureTolerance());
    }

    void observed(Observation<S, E> observation) {
        put(observation);
        drain();
    }

    /** Replaces the undelivered observation, unless that is the end. */
    private void put(Observation<S, E> next) {
        Observation<S, E> before;
        do {
            before = latest;
        } while (!(before instanceof Ended) && !LATEST.compareAndSet(this, before, next));
    }

    /**
     * Ends this watch alone. It leaves the poller before the subscriber receives the error, on another thread. The end
     * is stored even earlier: a poller that is being attached at that moment would otherwise keep this watch.
     */
    void end(Throwable reason) {
        put(new Ended<>(reason));
        leave();
        drain();
    }

    /** Signals on this thread, where the subscriber may block, that the client is closed. */
    void closed(Throwable reason) {
        put(new Ended<>(reason));
        if (DRAINS.getAndIncrement(this) == 0) {
            drain(true);
        }
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            end(new IllegalArgumentException("demand must be positive (Reactive Streams rule 3.9), not " + n));
            return;
        }
        Operators.addCap(REQUESTED, this, n);
        drain();
        Poller<S, E> source = poller;
        if (source != null && !done) {
            source.demanded();
        }
    }

    @Override
    public void cancel() {
        done = true;
        latest = null;
        leave();
    }

    private void leave() {
        Poller<S, E> source = poller;
        if (source != null) {
            source.remove(this);
        }
    }

    void drain() {
        if (DRAINS.getAndIncrement(this) == 0) {
            drain(false);
        }
    }

    /** Continues the drain on a thread where the subscriber may block. */
    @Override
    public void run() {
        drain(true);
    }

    private void drain(boolean mayCall) {
        int missed = 1;
        do {
            if (!isDeliveredOrBroken(mayCall)) {
                handOver();
                return;
            }
            missed = DRAINS.addAndGet(this, -missed);
        } while (missed != 0);
    }

    private void handOver() {
        try {
            time.deliver(this);
        } catch (Error e) {
            // A signal on this thread is better than none.
            drain(true);
        }
    }

    /** Ends the watch if an observation can't be turned into an event. */
    private boolean isDeliveredOrBroken(boolean mayCall) {
        try {
            return isDelivered(mayCall);
        } catch (RuntimeException | Error e) {
            Poller<S, E> source = poller;
            put(new Ended<>(source == null ? e : JvmError.toException(source.doing(), e)));
            leave();
            return isDelivered(mayCall);
        }
    }

    /** Returns false if the subscriber has to be called and this thread must not call it. */
    private boolean isDelivered(boolean mayCall) {
        if (done) {
            latest = null;
        } else if (latest instanceof Ended<S, E> end) {
            if (mayCall) {
                done = true;
                signal(() -> actual.onError(end.reason()));
            }
            return mayCall;
        } else if (latest instanceof Seen<S, E> status) {
            return isDelivered(status, mayCall);
        } else if (latest instanceof Failed<S, E> failed && requested > 0) {
            if (mayCall && LATEST.compareAndSet(this, failed, null)) {
                afterFailure = true;
                emit(seen == null ? failed.event(resumedFrom()) : failed.eventAfter(seen));
            }
            return mayCall;
        }
        return true;
    }

    private boolean isDelivered(Seen<S, E> observation, boolean mayCall) {
        E event = event(observation);
        if (event != null && requested == 0) {
            return true;
        }
        if ((event != null || observation.isTerminal()) && !mayCall) {
            return false;
        }
        if (!LATEST.compareAndSet(this, observation, null)) {
            // A later observation has replaced this one, and has also caused another turn of the loop.
            return true;
        }
        seen = observation.status();
        if (event != null) {
            afterFailure = false;
            emit(event);
        }
        if (observation.isTerminal() && !done) {
            done = true;
            signal(actual::onComplete);
        }
        return true;
    }

    private @Nullable E event(Seen<S, E> observation) {
        if (!hasSeen(observation)) {
            return observation.firstEvent();
        }
        return !observation.isTerminal() && (options.heartbeats() || afterFailure) ? observation.repeatedEvent() : null;
    }

    private boolean hasSeen(Seen<S, E> observation) {
        if (seen != null) {
            return seen == observation.status();
        }
        String resumed = resumedFrom();
        return resumed != null && resumed.equals(observation.statusId());
    }

    private @Nullable String resumedFrom() {
        return options.lastEventId().map(EventIds::statusId).orElse(null);
    }

    private void emit(E event) {
        Operators.produced(REQUESTED, this, 1);
        signal(() -> actual.onNext(event));
    }

    /** Calls the subscriber. If it throws, its watch is cancelled, and other subscribers still get their events. */
    private void signal(Runnable signal) {
        try {
            signal.run();
        } catch (Throwable e) {
            cancel();
            drop(e);
        }
    }

    private void drop(Throwable failure) {
        try {
            Operators.onErrorDropped(failure, actual.currentContext());
        } catch (Throwable ofTheHook) {
            // Not rethrown: other subscribers still wait for the same event.
            WatchLog.dropped(failure, ofTheHook);
        }
    }
}
