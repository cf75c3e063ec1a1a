package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.reactor.Instrumentation.Transfer;

/** Makes of a position, as progress is told, what has been gained since. One that has gone back begins from there. */
public final class Gain {

    private final Transfer transfer;
    private long position;

    public Gain(Transfer transfer, long from) {
        this.transfer = transfer;
        this.position = from;
    }

    public synchronized void reached(long now) {
        long before = position;
        position = now;
        if (now > before) {
            transfer.transferred(now - before);
        }
    }
}
