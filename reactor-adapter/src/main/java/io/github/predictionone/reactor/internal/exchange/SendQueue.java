package io.github.predictionone.reactor.internal.exchange;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The queue of all requests of a client. A request gets its turn when its key is available, a connection of its
 * destination is free, the circuit breaker lets it through, and the rate limiter has a permit. {@link LaneSelector}
 * decides which request is next. The queue is bounded only by a time limit.
 */
public final class SendQueue {

    private static final long CHECK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Optional<Permits> permits;
    private final Duration maxWait;
    private final Time time;

    @GuardedBy("this")
    private final List<Destination> destinations = new ArrayList<>();

    private final ThreadLocal<Boolean> serving = new ThreadLocal<>();

    @GuardedBy("this")
    private long nextNumber;

    @GuardedBy("this")
    private final LaneSelector selector = new LaneSelector();

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private long timerAt = Long.MAX_VALUE;

    @GuardedBy("this")
    private @Nullable Disposable timer;

    /** Without a limiter, a request needs no permit. */
    public SendQueue(Optional<RateLimiter> limiter, Duration maxWait, Time time) {
        this.permits = limiter.map(given -> new Permits(given, time, this::serve));
        this.maxWait = maxWait;
        this.time = time;
    }

    /** Adds a destination, and returns this queue. */
    synchronized SendQueue with(Destination destination) {
        destinations.add(destination);
        return this;
    }

    /** Returns a turn if one is available immediately and no request waits; otherwise null. */
    synchronized @Nullable Turn tryEnter(Destination to, ApiRequest<?> request) {
        return !closed && isEmpty() && to.hasFreeConnection() && to.keys().areAvailable(request.credential())
                ? turn(to)
                : null;
    }

    @GuardedBy("this")
    private boolean isEmpty() {
        for (Destination to : destinations) {
            if (to.first() != null) {
                return false;
            }
        }
        return true;
    }

    @GuardedBy("this")
    private @Nullable Turn turn(Destination to) {
        Circuit.Permission permission = to.circuit().tryAcquire();
        if (permission == null) {
            return null;
        }
        if (!permits.map(Permits::tryTake).orElse(true)) {
            permission.released();
            return null;
        }
        to.acquireConnection();
        return new Turn(permission, () -> ended(to));
    }

    private void ended(Destination to) {
        synchronized (this) {
            to.releaseConnection();
            if (isEmpty()) {
                return;
            }
        }
        serve();
    }

    /** Waits for a turn. */
    Mono<Turn> enter(Destination to, ApiRequest<?> request) {
        return Mono.create(sink -> {
            WaitingRequest waiting;
            synchronized (this) {
                long until = Time.after(time.nanos(), maxWait);
                waiting = new WaitingRequest(to, nextNumber++, until, request, sink);
                waiting.awaitViewers(viewer -> joined(waiting, viewer));
                to.add(waiting);
            }
            sink.onCancel(() -> leave(waiting));
            awaitKey(waiting);
            serve();
        });
    }

    private void leave(WaitingRequest waiting) {
        Turn unwanted;
        synchronized (this) {
            waiting.to().remove(waiting);
            unwanted = waiting.turn();
        }
        waiting.key().dispose();
        if (unwanted != null) {
            unwanted.abandon();
        }
        serve();
    }

    /** Must be called outside of the lock, because it may send the request for the key. */
    private void awaitKey(WaitingRequest waiting) {
        synchronized (this) {
            if (!waiting.to().isWithoutKey(waiting)) {
                return;
            }
        }
        waiting.key()
                .update(waiting.to()
                        .keys()
                        .await(waiting.type())
                        .subscribe(none -> {}, failure -> keyFailed(waiting, failure), () -> keyReady(waiting)));
    }

    private void joined(WaitingRequest waiting, String viewer) {
        synchronized (this) {
            waiting.to().addViewer(waiting, viewer);
        }
        serve();
    }

    private void keyReady(WaitingRequest waiting) {
        synchronized (this) {
            waiting.to().requeue(waiting);
        }
        // A key that expires immediately may already be unusable.
        awaitKey(waiting);
        serve();
    }

    private void keyFailed(WaitingRequest waiting, Throwable reason) {
        boolean waits;
        synchronized (this) {
            waits = waiting.to().remove(waiting);
        }
        if (waits) {
            waiting.fail(reason);
        }
        serve();
    }

    /**
     * Gives a turn to every request that can be sent now. Several threads may each run a round. A call that ends
     * immediately, on the same thread, does not start a nested round; the current round continues.
     */
    private void serve() {
        if (serving.get() != null) {
            return;
        }
        serving.set(true);
        try {
            for (Runnable step = next(); step != null; step = next()) {
                step.run();
            }
        } finally {
            serving.remove();
        }
    }

    /** Sends no further request. Does not end the waiting ones, which {@code ActiveCalls} does. */
    public synchronized void close() {
        closed = true;
        destinations.clear();
        permits.ifPresent(Permits::close);
        armTimer();
    }

    /** Returns the next step, to run outside of the lock; null if all remaining requests must wait. */
    private synchronized @Nullable Runnable next() {
        List<Destination> open = new ArrayList<>(destinations.size());
        for (Destination to : destinations) {
            WaitingRequest first = to.first();
            if (first == null) {
                continue;
            }
            Circuit.Verdict verdict = to.circuit().verdict();
            boolean refused = verdict == Circuit.Verdict.REFUSES || to.circuit().openings() != first.openings();
            if (refused || first.until() <= time.nanos()) {
                TransportException reason = refused ? to.circuit().refusal(first.doing()) : timedOut(to, first);
                to.remove(first);
                return () -> first.fail(reason);
            }
            if (verdict == Circuit.Verdict.LETS_THROUGH) {
                open.add(to);
            }
        }
        WaitingRequest chosen = selector.next(open);
        Runnable step = chosen == null ? null : serving(chosen);
        if (step == null) {
            armTimer();
        }
        return step;
    }

    @GuardedBy("this")
    private @Nullable Runnable serving(WaitingRequest next) {
        Destination to = next.to();
        if (!to.keys().areAvailable(next.type())) {
            to.requeue(next);
            return () -> awaitKey(next);
        }
        Turn turn = turn(to);
        if (turn == null) {
            return null;
        }
        selector.selected(next);
        to.take(next);
        next.grant(turn);
        return next::serve;
    }

    private TransportException timedOut(Destination to, WaitingRequest waiting) {
        return new TransportException(
                waiting.doing() + ": " + to.missingFor(waiting) + " within " + maxWait, null, Retryability.LATER);
    }

    /**
     * Keeps one timer while requests wait: for requests that reach their time limit, and for a breaker whose state
     * changes elsewhere.
     */
    @GuardedBy("this")
    private void armTimer() {
        long now = time.nanos();
        long at = now + CHECK_INTERVAL_NANOS;
        boolean anyWaits = false;
        for (Destination to : destinations) {
            WaitingRequest first = to.first();
            anyWaits |= first != null;
            at = first == null ? at : Math.min(at, first.until());
        }
        if (timer != null && (!anyWaits || at < timerAt)) {
            timer.dispose();
            timer = null;
        }
        if (timer == null && anyWaits) {
            timerAt = at;
            timer = time.scheduler().schedule(this::timerFired, at - now, TimeUnit.NANOSECONDS);
        }
    }

    private void timerFired() {
        synchronized (this) {
            timer = null;
        }
        serve();
    }
}
