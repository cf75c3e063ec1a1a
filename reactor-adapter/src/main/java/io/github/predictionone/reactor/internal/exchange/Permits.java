package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.reactor.internal.Time;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.util.concurrent.TimeUnit;

/** The permits of a rate limiter. One at most is reserved ahead: whoever stops waiting takes none with him. */
final class Permits {

    private final RateLimiter limiter;
    private final Time time;
    private final Runnable came;
    private boolean reserved;
    private boolean spare;

    /** The runnable is called when there may be a permit again. */
    Permits(RateLimiter limiter, Time time, Runnable came) {
        this.limiter = limiter;
        this.time = time;
        this.came = came;
    }

    /** Takes a permit, or reserves the next one. */
    synchronized boolean tryTake() {
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
        time.scheduler().schedule(() -> reservedCame(nanos > 0), wait, TimeUnit.NANOSECONDS);
        return false;
    }

    private void reservedCame(boolean granted) {
        synchronized (this) {
            reserved = false;
            spare |= granted;
        }
        came.run();
    }
}
