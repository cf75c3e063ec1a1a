package io.github.predictionone.reactor.internal.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.Instrumentation.Transfer;

/** Reports how far each position of a transfer is beyond the one before it. A position that is further back reports nothing. */
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
