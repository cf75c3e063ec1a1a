package io.github.predictionone.reactor.internal.exchange;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * The permits of a rate limiter. At most one is reserved ahead, and it is not bound to a request, so a cancelled
 * request wastes none.
 */
final class Permits {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.ratelimiter");

    private static final long MIN_WAIT = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MAX_WAIT = TimeUnit.SECONDS.toNanos(1);

    private final RateLimiter limiter;
    private final Time time;
    private final Runnable onPermit;
    private final long period;

    @GuardedBy("this")
    private @Nullable Disposable reserved;

    @GuardedBy("this")
    private boolean spare;

    @GuardedBy("this")
    private boolean failing;

    @GuardedBy("this")
    private long spareUntil;

    /** Creates the permits of a limiter; {@code onPermit} is called when there may be a permit again. */
    Permits(RateLimiter limiter, Time time, Runnable onPermit) {
        this.limiter = limiter;
        this.time = time;
        this.onPermit = onPermit;
        Duration refresh = limiter.getRateLimiterConfig().getLimitRefreshPeriod();
        this.period = Time.nanos(refresh);
    }

    /** Takes a permit, or reserves the next one. */
    synchronized boolean tryTake() {
        if (spare) {
            spare = false;
            // A reserved permit that was not taken in its period has expired.
            if (time.nanos() < spareUntil) {
                return true;
            }
        }
        if (reserved != null) {
            return false;
        }
        long nanos = reserve();
        if (nanos == 0) {
            return true;
        }
        // A limiter that refuses because of its own time limit is tried again, because the queue's limit is longer.
        long wait = nanos > 0 ? nanos : Math.max(MIN_WAIT, Math.min(period, MAX_WAIT));
        reserved = time.scheduler().schedule(() -> reservationDue(nanos > 0), wait, TimeUnit.NANOSECONDS);
        return false;
    }

    /**
     * Returns the wait in nanoseconds, as the limiter does: 0 if there is a permit now, negative if it reserves none.
     */
    @GuardedBy("this")
    private long reserve() {
        try {
            long nanos = limiter.reservePermission();
            failing = false;
            return nanos;
        } catch (RuntimeException e) {
            (failing ? LOG.atDebug() : LOG.atWarn())
                    .addKeyValue("rateLimiter", limiter.getName())
                    .addKeyValue("exception", e.getClass().getSimpleName())
                    .log("rate limiter failed, trying it again: {}", e.getMessage());
            failing = true;
            return -1;
        }
    }

    private void reservationDue(boolean granted) {
        synchronized (this) {
            reserved = null;
            spare |= granted;
            spareUntil = Time.after(time.nanos(), Duration.ofNanos(period));
        }
        onPermit.run();
    }

    synchronized void close() {
        if (reserved != null) {
            reserved.dispose();
        }
    }
}
