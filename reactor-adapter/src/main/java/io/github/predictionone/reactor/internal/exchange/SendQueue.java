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
 * The one queue of all requests of a client. A request's turn has come when its key is there, a connection of its
 * destination is free, the circuit breaker lets it through, and the rate limiter has a permit; {@link LaneTurns} decides which
 * one is next. Bounded by time alone.
 */
public final class SendQueue {

    private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(1);

    private final Optional<Permits> permits;
    private final Duration longestWait;
    private final Time time;

    @GuardedBy("this")
    private final List<Destination> destinations = new ArrayList<>();

    private final ThreadLocal<Boolean> serving = new ThreadLocal<>();

    @GuardedBy("this")
    private long comers;

    @GuardedBy("this")
    private final LaneTurns turns = new LaneTurns();

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private long timerAt = Long.MAX_VALUE;

    @GuardedBy("this")
    private @Nullable Disposable timer;

    /** Without a limiter, a request needs no permit. */
    public SendQueue(Optional<RateLimiter> limiter, Duration longestWait, Time time) {
        this.permits = limiter.map(gives -> new Permits(gives, time, this::serve));
        this.longestWait = longestWait;
        this.time = time;
    }

    /** The same queue, for one destination more. */
    synchronized SendQueue with(Destination destination) {
        destinations.add(destination);
        return this;
    }

    /** A turn if it can be had at once, and nobody waits; else null. */
    synchronized @Nullable Turn tryEnter(Destination to, ApiRequest<?> request) {
        return !closed && nobodyWaits() && to.hasFreeConnection() && to.keys().areThere(request.credential())
                ? turn(to)
                : null;
    }

    @GuardedBy("this")
    private boolean nobodyWaits() {
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
        to.use();
        return new Turn(permission, () -> over(to));
    }

    private void over(Destination to) {
        synchronized (this) {
            to.free();
            if (nobodyWaits()) {
                return;
            }
        }
        serve();
    }

    /** Waits for a turn. */
    Mono<Turn> enter(Destination to, ApiRequest<?> request) {
        return Mono.create(sink -> {
            Waiting newcomer;
            synchronized (this) {
                long until = Time.after(time.nanos(), longestWait);
                newcomer = new Waiting(to, comers++, until, request, sink);
                newcomer.awaitViewers(viewer -> joined(newcomer, viewer));
                to.add(newcomer);
            }
            sink.onCancel(() -> leave(newcomer));
            awaitKey(newcomer);
            serve();
        });
    }

    private void leave(Waiting leaver) {
        Turn unwanted;
        synchronized (this) {
            leaver.to().remove(leaver);
            unwanted = leaver.turn();
        }
        leaver.key().dispose();
        if (unwanted != null) {
            unwanted.abandon();
        }
        serve();
    }

    /** Outside of the lock, for it may send the request for the key. */
    private void awaitKey(Waiting waiting) {
        synchronized (this) {
            if (!waiting.to().isWithoutKey(waiting)) {
                return;
            }
        }
        waiting.key()
                .update(waiting.to()
                        .keys()
                        .await(waiting.type())
                        .subscribe(none -> {}, failure -> keyFailed(waiting, failure), () -> keyCame(waiting)));
    }

    private void joined(Waiting waiting, String viewer) {
        synchronized (this) {
            waiting.to().addViewer(waiting, viewer);
        }
        serve();
    }

    private void keyCame(Waiting waiting) {
        synchronized (this) {
            waiting.to().enlistAgain(waiting);
        }
        // Not there any more: one that ends at once.
        awaitKey(waiting);
        serve();
    }

    private void keyFailed(Waiting waiting, Throwable reason) {
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
     * Gives a turn to every request that can be sent now. Several threads may run a round each. A call that ends at once,
     * on the same thread, starts no round of its own: the round under way goes on.
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

    /** Lets none go any more: those who wait are ended by others. */
    public synchronized void close() {
        closed = true;
        destinations.clear();
        permits.ifPresent(Permits::close);
        arm();
    }

    /** What to do next, outside of the lock; null if all who still wait have to. */
    private synchronized @Nullable Runnable next() {
        List<Destination> open = new ArrayList<>(destinations.size());
        for (Destination to : destinations) {
            Waiting first = to.first();
            if (first == null) {
                continue;
            }
            Circuit.Verdict verdict = to.circuit().verdict();
            boolean refused = verdict == Circuit.Verdict.REFUSES || to.circuit().openings() != first.openings();
            if (refused || first.until() <= time.nanos()) {
                TransportException reason = refused ? to.circuit().refusal(first.doing()) : late(to, first);
                to.remove(first);
                return () -> first.fail(reason);
            }
            if (verdict == Circuit.Verdict.LETS_THROUGH) {
                open.add(to);
            }
        }
        Waiting chosen = turns.next(open);
        Runnable step = chosen == null ? null : serving(chosen);
        if (step == null) {
            arm();
        }
        return step;
    }

    @GuardedBy("this")
    private @Nullable Runnable serving(Waiting next) {
        Destination to = next.to();
        if (!to.keys().areThere(next.type())) {
            to.enlistAgain(next);
            return () -> awaitKey(next);
        }
        Turn turn = turn(to);
        if (turn == null) {
            return null;
        }
        turns.took(next);
        to.take(next);
        next.grant(turn);
        return next::serve;
    }

    private TransportException late(Destination to, Waiting waiting) {
        return new TransportException(
                waiting.doing() + ": " + to.lacking(waiting) + " within " + longestWait, null, Retryability.LATER);
    }

    /** One timer while anybody waits: for who will have waited too long, and for a breaker that others open or close. */
    @GuardedBy("this")
    private void arm() {
        long now = time.nanos();
        long at = now + LOOK_AGAIN;
        boolean anybody = false;
        for (Destination to : destinations) {
            Waiting first = to.first();
            anybody |= first != null;
            at = first == null ? at : Math.min(at, first.until());
        }
        if (timer != null && (!anybody || at < timerAt)) {
            timer.dispose();
            timer = null;
        }
        if (timer == null && anybody) {
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
