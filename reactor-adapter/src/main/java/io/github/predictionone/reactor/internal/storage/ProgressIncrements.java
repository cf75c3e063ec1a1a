package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.reactor.Instrumentation.Transfer;

/** Reports how far each position of a transfer is beyond the one before it. A position that is further back reports nothing. */
public final class ProgressIncrements {

    private final Transfer transfer;
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
