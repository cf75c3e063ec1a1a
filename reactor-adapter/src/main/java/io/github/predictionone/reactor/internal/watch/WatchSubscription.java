package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.Time;
import io.github.predictionone.reactor.internal.watch.Observation.Failed;
import io.github.predictionone.reactor.internal.watch.Observation.Seen;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * One who watches. At most one observation waits for his demand: the latest. Which event it becomes is decided when it is
 * delivered, by what he has seen by then, so that skipping observations never hides a change.
 */
final class WatchSubscription<S, E> implements Subscription {

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
    private final Subject<S, E> subject;
    private final WatchOptions options;
    private final long startedAt;
    private volatile @Nullable Poller<S, E> poller;

    private volatile long requested;

    @SuppressWarnings("UnusedVariable") // Read by its updater.
    private volatile int drains;

    private volatile @Nullable Observation<S> latest;
    private volatile @Nullable Throwable failure;
    private volatile boolean done;

    // What follows is touched by the one thread that delivers.
    private @Nullable S seen;
    private @Nullable String resumed;
    private boolean afterFailure;

    WatchSubscription(CoreSubscriber<? super E> actual, Subject<S, E> subject, WatchOptions options, long startedAt) {
        this.actual = actual;
        this.subject = subject;
        this.options = options;
        this.startedAt = startedAt;
        String last = options.lastEventId().orElse(null);
        this.resumed = last == null ? null : EventIds.statusId(last);
        this.afterFailure = last != null && EventIds.isFailure(last);
    }

    /** Begins with what is known already. Only then may the poller's later observations come. */
    void attached(Poller<S, E> to, @Nullable Seen<S> known) {
        latest = known;
        poller = to;
    }

    boolean isDone() {
        return done;
    }

    boolean hasDemand() {
        return requested > 0;
    }

    long startedAt() {
        return startedAt;
    }

    long deadlineAt() {
        return Operators.addCap(startedAt, Time.millis(options.deadline()));
    }

    /** Whether failures since then are more than this watch tolerates. */
    boolean givesUp(long failingSince, long now) {
        return now - Math.max(failingSince, startedAt) >= Time.millis(options.failureTolerance());
    }

    void observed(Observation<S> observation) {
        LATEST.lazySet(this, observation);
        drain();
    }

    void failed(Throwable reason) {
        failure = reason;
        drain();
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            failed(new IllegalArgumentException("demand must be positive (Reactive Streams rule 3.9), not " + n));
            leave();
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

    @SuppressWarnings("unchecked")
    void drain() {
        if (DRAINS.getAndIncrement(this) != 0) {
            return;
        }
        int missed = 1;
        do {
            Throwable reason = failure;
            if (done) {
                latest = null;
            } else if (reason != null) {
                done = true;
                actual.onError(reason);
            } else if (latest instanceof Seen<?> status) {
                deliver((Seen<S>) status);
            } else if (latest instanceof Failed<?> failed
                    && requested > 0
                    && LATEST.compareAndSet(this, failed, null)) {
                emit(pollFailed((Failed<S>) failed));
                afterFailure = true;
            }
            missed = DRAINS.addAndGet(this, -missed);
        } while (missed != 0);
    }

    private void deliver(Seen<S> observation) {
        E event = event(observation);
        if (event != null && requested == 0) {
            return;
        }
        if (!LATEST.compareAndSet(this, observation, null)) {
            // A later one has come, and with it another turn of the loop.
            return;
        }
        seen = observation.status();
        if (event != null) {
            afterFailure = false;
            emit(event);
        }
        if (observation.terminal() && !done) {
            done = true;
            actual.onComplete();
        }
    }

    private @Nullable E event(Seen<S> observation) {
        S status = observation.status();
        boolean known = seen == status || (seen == null && resumed != null && resumed.equals(subject.eventId(status)));
        if (observation.terminal()) {
            return known ? null : subject.ended(status, observation.at());
        }
        if (!known) {
            return subject.changed(status, observation.at());
        }
        return options.heartbeats() || afterFailure ? subject.unchanged(status, observation.at()) : null;
    }

    private E pollFailed(Failed<S> failed) {
        String statusId = seen == null ? resumed : subject.eventId(seen);
        return subject.pollFailed(
                EventIds.ofFailure(statusId, failed.consecutiveFailures()),
                failed.at(),
                failed.reason(),
                failed.nextPollIn(),
                failed.consecutiveFailures());
    }

    private void emit(E event) {
        Operators.produced(REQUESTED, this, 1);
        try {
            actual.onNext(event);
        } catch (RuntimeException e) {
            // Against the rules, and no reason for the others to suffer.
            cancel();
            Operators.onErrorDropped(e, actual.currentContext());
        }
    }
}
