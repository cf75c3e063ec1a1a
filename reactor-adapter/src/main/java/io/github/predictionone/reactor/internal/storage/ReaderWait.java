package io.github.predictionone.reactor.internal.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import reactor.core.publisher.Operators;

/**
 * Measures how long the reader of a body has been waiting for its next KiB. Time without demand does not count, and a
 * few bytes do not restart the measurement.
 */
final class ReaderWait {

    static final int MIN_BYTES = 1024;

    @GuardedBy("this")
    private long demand;

    @GuardedBy("this")
    private long bytes;

    @GuardedBy("this")
    private long waited;

    @GuardedBy("this")
    private long since;

    /** Adds demand for a number of buffers. */
    synchronized void requested(long buffers, long now) {
        if (demand == 0) {
            since = now;
        }
        demand = Operators.addCap(demand, buffers);
    }

    /** Notes a received buffer. */
    synchronized void received(int length, long now) {
        bytes += length;
        waited += now - since;
        since = now;
        if (bytes >= MIN_BYTES) {
            bytes = 0;
            waited = 0;
        }
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
    }

    /** Returns how long the reader has waited; 0 without demand. */
    synchronized long waitedNanos(long now) {
        return demand == 0 ? 0 : waited + now - since;
    }
}
