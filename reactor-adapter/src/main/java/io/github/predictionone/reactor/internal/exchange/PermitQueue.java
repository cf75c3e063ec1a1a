package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.internal.Time;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;

/**
 * Those who wait for a permit, in the order of their coming. Only the first in the queue holds a reservation: whoever
 * leaves the queue takes no permit with him, and 20,000 who wait need one timer.
 */
public final class PermitQueue {

    private final RateLimiter limiter;
    private final Duration longestWait;
    private final Time time;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private boolean reserved;
    private boolean spare;

    public PermitQueue(RateLimiter limiter, Duration longestWait, Time time) {
        this.limiter = limiter;
        this.longestWait = longestWait;
        this.time = time;
    }

    private static final class Waiting {
        private final MonoSink<Void> sink;
        private final String doing;
        private final long until;
        private boolean gone;

        Waiting(MonoSink<Void> sink, String doing, long until) {
            this.sink = sink;
            this.doing = doing;
            this.until = until;
        }
    }

    /** Takes a permit if there is one and nobody is waiting for it. */
    synchronized boolean tryAcquire() {
        return queue.isEmpty() && take();
    }

    /** Completes when there is a permit for the caller. */
    Mono<Void> acquire(String doing) {
        return Mono.create(sink -> {
            Waiting waiting = new Waiting(sink, doing, Operators.addCap(time.millis(), Time.millis(longestWait)));
            sink.onCancel(() -> leave(waiting));
            synchronized (this) {
                queue.add(waiting);
            }
            serve();
        });
    }

    private synchronized void leave(Waiting waiting) {
        waiting.gone = true;
        if (queue.peek() == waiting) {
            queue.remove();
        }
    }

    /** Serves from the front as long as there are permits, then waits for the next one. */
    private void serve() {
        for (Waiting next = nextToServe(); next != null; next = nextToServe()) {
            if (next.until <= time.millis()) {
                next.sink.error(new TransportException(
                        next.doing + ": no permit of the rate limiter within " + longestWait,
                        null,
                        Retryability.LATER));
            } else {
                next.sink.success();
            }
        }
    }

    private synchronized @Nullable Waiting nextToServe() {
        while (!queue.isEmpty() && queue.element().gone) {
            queue.remove();
        }
        if (queue.isEmpty()) {
            return null;
        }
        return queue.element().until <= time.millis() || take() ? queue.remove() : null;
    }

    /** Takes a permit now, or reserves the next one for whoever is first when it comes. */
    private boolean take() {
        if (spare) {
            spare = false;
            return true;
        }
        if (reserved) {
            return false;
        }
        long nanos = limiter.reservePermission();
        if (nanos == 0) {
            return true;
        }
        reserved = true;
        // A limiter that refuses by its own bound is asked again: ours is the longer one.
        long wait = nanos > 0 ? nanos : TimeUnit.SECONDS.toNanos(1);
        time.scheduler().schedule(() -> permitted(nanos > 0), wait, TimeUnit.NANOSECONDS);
        return false;
    }

    private void permitted(boolean granted) {
        synchronized (this) {
            reserved = false;
            spare |= granted;
        }
        serve();
    }
}
