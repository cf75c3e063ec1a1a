package io.github.predictionone.reactor.internal.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import reactor.core.publisher.Operators;

/**
 * Counts how long the reader of a body has been waiting for its next KiB. Time in which it wants nothing does not count,
 * and a byte now and then does not start the count again.
 */
final class ReaderWait {

    static final int LEAST_BYTES = 1024;

    @GuardedBy("this")
    private long wanted;

    @GuardedBy("this")
    private long bytes;

    @GuardedBy("this")
    private long waited;

    @GuardedBy("this")
    private long since;

    /** The reader takes so many more buffers. */
    synchronized void wants(long buffers, long now) {
        if (wanted == 0) {
            since = now;
        }
        wanted = Operators.addCap(wanted, buffers);
    }

    /** A buffer came. */
    synchronized void came(int length, long now) {
        bytes += length;
        waited += now - since;
        since = now;
        if (bytes >= LEAST_BYTES) {
            bytes = 0;
            waited = 0;
        }
        if (wanted != Long.MAX_VALUE) {
            wanted--;
        }
    }

    /** Returns how long the reader has waited; nothing while it wants nothing. */
    synchronized long nanos(long now) {
        return wanted == 0 ? 0 : waited + now - since;
    }
}
