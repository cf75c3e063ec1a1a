package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.reactor.internal.Time;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The sleeping pollers of a client, a heap by the time at which each wants to be woken: one timer for all of them, and
 * none of the scheduler's tasks per poller.
 */
final class WakeQueue {

    private static final int FEWEST = 16;
    // So that thousands who wake together do not keep the scheduler's thread from everybody else's tasks.
    private static final int MOST_AT_A_TIME = 256;

    private final Time time;
    private Poller<?, ?>[] heap = new Poller<?, ?>[FEWEST];
    private int size;
    private boolean waking;
    private long timerAt = Long.MAX_VALUE;
    private @Nullable Disposable timer;

    WakeQueue(Time time) {
        this.time = time;
    }

    /** Wakes the poller then, and not when it wanted before; {@code Long.MAX_VALUE}: not at all. */
    synchronized void wake(Poller<?, ?> poller, long at) {
        if (poller.position >= 0 && poller.wakeAt == at) {
            return;
        }
        remove(poller);
        if (at < Long.MAX_VALUE) {
            poller.wakeAt = at;
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            up(size++, poller);
        }
        arm();
    }

    private void remove(Poller<?, ?> poller) {
        int gap = poller.position;
        if (gap < 0) {
            return;
        }
        poller.position = -1;
        Poller<?, ?> last = heap[--size];
        heap[size] = null;
        if (last != poller) {
            up(gap, last);
            down(last.position, last);
        }
        if (size < heap.length / 4 && heap.length > FEWEST) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    private void up(int from, Poller<?, ?> poller) {
        int gap = from;
        while (gap > 0 && heap[(gap - 1) / 2].wakeAt > poller.wakeAt) {
            put(gap, heap[(gap - 1) / 2]);
            gap = (gap - 1) / 2;
        }
        put(gap, poller);
    }

    private void down(int from, Poller<?, ?> poller) {
        int gap = from;
        for (int child = 2 * gap + 1; child < size; child = 2 * gap + 1) {
            if (child + 1 < size && heap[child + 1].wakeAt < heap[child].wakeAt) {
                child++;
            }
            if (heap[child].wakeAt >= poller.wakeAt) {
                break;
            }
            put(gap, heap[child]);
            gap = child;
        }
        put(gap, poller);
    }

    private void put(int position, Poller<?, ?> poller) {
        heap[position] = poller;
        poller.position = position;
    }

    /** Sets the timer for the first, unless it is set for then or will be, at the end of the round. */
    private void arm() {
        long first = size == 0 ? Long.MAX_VALUE : heap[0].wakeAt;
        if (waking || first == timerAt) {
            return;
        }
        if (timer != null) {
            timer.dispose();
            timer = null;
        }
        timerAt = first;
        if (size > 0) {
            long wait = Math.max(0, first - time.nanos());
            timer = time.scheduler().schedule(this::wakeThoseDue, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void wakeThoseDue() {
        synchronized (this) {
            waking = true;
        }
        try {
            Poller<?, ?> due = nextDue();
            for (int woken = 1; due != null; woken++) {
                due.woken();
                due = woken < MOST_AT_A_TIME ? nextDue() : null;
            }
        } finally {
            synchronized (this) {
                waking = false;
                timerAt = Long.MAX_VALUE;
                timer = null;
                arm();
            }
        }
    }

    private synchronized @Nullable Poller<?, ?> nextDue() {
        if (size == 0 || heap[0].wakeAt > time.nanos()) {
            return null;
        }
        Poller<?, ?> first = heap[0];
        remove(first);
        return first;
    }
}
