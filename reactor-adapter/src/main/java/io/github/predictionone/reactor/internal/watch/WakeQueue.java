package io.github.predictionone.reactor.internal.watch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.internal.support.Time;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The sleeping pollers of a client, in a heap by wake-up time. One timer serves all of them, instead of one scheduled
 * task per poller.
 */
final class WakeQueue {

    private static final int MIN_CAPACITY = 16;
    // Keeps thousands of pollers that wake together from delaying the other tasks of the scheduler's thread.
    private static final int MAX_WOKEN_PER_ROUND = 256;
    private static final long IMMINENT_NANOS = 1_000_000;

    /** Holds its own position in the heap, so that its removal needs no search and the heap no entry objects. */
    abstract static class Sleeper {

        private int position = -1;
        private long wakeAt;

        /** Called outside of all locks. */
        abstract void woken();
    }

    private final Time time;

    @GuardedBy("this")
    private Sleeper[] heap = new Sleeper[MIN_CAPACITY];

    @GuardedBy("this")
    private int size;

    @GuardedBy("this")
    private boolean waking;

    @GuardedBy("this")
    private long timerAt = Long.MAX_VALUE;

    @GuardedBy("this")
    private @Nullable Disposable timer;

    WakeQueue(Time time) {
        this.time = time;
    }

    /** Replaces the wake-up time of the sleeper; {@code Long.MAX_VALUE} means never. */
    synchronized void wake(Sleeper sleeper, long at) {
        if (sleeper.position >= 0 && sleeper.wakeAt == at) {
            return;
        }
        remove(sleeper);
        if (at < Long.MAX_VALUE) {
            sleeper.wakeAt = at;
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            up(size++, sleeper);
        }
        armTimer();
    }

    /** Wakes the sleeper at this time at the latest. */
    synchronized void wakeBy(Sleeper sleeper, long at) {
        if (sleeper.position < 0 || at < sleeper.wakeAt) {
            wake(sleeper, at);
        }
    }

    @GuardedBy("this")
    private void remove(Sleeper sleeper) {
        int gap = sleeper.position;
        if (gap < 0) {
            return;
        }
        sleeper.position = -1;
        Sleeper last = heap[--size];
        heap[size] = null;
        if (last != sleeper) {
            up(gap, last);
            down(last.position, last);
        }
        if (size < heap.length / 4 && heap.length > MIN_CAPACITY) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    @GuardedBy("this")
    private void up(int from, Sleeper sleeper) {
        int gap = from;
        while (gap > 0 && heap[(gap - 1) / 2].wakeAt > sleeper.wakeAt) {
            put(gap, heap[(gap - 1) / 2]);
            gap = (gap - 1) / 2;
        }
        put(gap, sleeper);
    }

    @GuardedBy("this")
    private void down(int from, Sleeper sleeper) {
        int gap = from;
        for (int child = 2 * gap + 1; child < size; child = 2 * gap + 1) {
            if (child + 1 < size && heap[child + 1].wakeAt < heap[child].wakeAt) {
                child++;
            }
            if (heap[child].wakeAt >= sleeper.wakeAt) {
                break;
            }
            put(gap, heap[child]);
            gap = child;
        }
        put(gap, sleeper);
    }

    @GuardedBy("this")
    private void put(int position, Sleeper sleeper) {
        heap[position] = sleeper;
        sleeper.position = position;
    }

    /**
     * Sets the timer for the first sleeper, if it is not set for that time already. A running round does so at its end.
     */
    @GuardedBy("this")
    private void armTimer() {
        long first = size == 0 ? Long.MAX_VALUE : heap[0].wakeAt;
        if (waking || first == timerAt) {
            return;
        }
        long now = time.nanos();
        if (timer != null) {
            if (timerAt - now < IMMINENT_NANOS) {
                // It checks the heap when it fires; and disposing of it could interrupt a round that has begun.
                return;
            }
            timer.dispose();
            timer = null;
        }
        timerAt = first;
        if (size > 0) {
            long wait = Math.max(0, first - now);
            timer = time.scheduler().schedule(this::wakeDue, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void wakeDue() {
        synchronized (this) {
            waking = true;
        }
        try {
            Sleeper due = nextDue();
            for (int woken = 1; due != null; woken++) {
                due.woken();
                due = woken < MAX_WOKEN_PER_ROUND ? nextDue() : null;
            }
        } finally {
            synchronized (this) {
                waking = false;
                timerAt = Long.MAX_VALUE;
                timer = null;
                armTimer();
            }
        }
    }

    synchronized int size() {
        return size;
    }

    private synchronized @Nullable Sleeper nextDue() {
        if (size == 0 || heap[0].wakeAt > time.nanos()) {
            return null;
        }
        Sleeper first = heap[0];
        remove(first);
        return first;
    }
}
