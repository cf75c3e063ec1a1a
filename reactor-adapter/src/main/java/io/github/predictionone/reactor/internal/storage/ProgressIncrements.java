package io.github.predictionone.reactor.internal.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.Instrumentation.Transfer;

/** Reports the difference between successive positions of a transfer, unless a position is before the previous one. */
public final class ProgressIncrements {

    private final Transfer transfer;

    @GuardedBy("this")
    private long position;

    public ProgressIncrements(Transfer transfer, long from) {
        this.transfer = transfer;
        this.position = from;
    }

    public synchronized void reached(long newPosition) {
        long before = position;
        position = newPosition;
        if (newPosition > before) {
            transfer.transferred(newPosition - before);
        }
    }
}
