package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.WatchStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one poller, in order of arrival. Used under its lock. A linked list without nodes, since there
 * is one of these per watched training: most have a single subscription, for which a {@code List} would take more
 * memory than the subscription itself.
 */
final class WatchSubscriptions<S extends WatchStatus, E> {

    private static final int ENDED = -1;

    private @Nullable WatchSubscription<S, E> first;
    private @Nullable WatchSubscription<S, E> last;
    private int count;

    void add(WatchSubscription<S, E> watch) {
        watch.previous = last;
        if (last == null) {
            first = watch;
        } else {
            last.next = watch;
        }
        last = watch;
        count++;
    }

    /** Returns false if the subscription is not in this list. */
    boolean remove(WatchSubscription<S, E> watch) {
        WatchSubscription<S, E> previous = watch.previous;
        WatchSubscription<S, E> next = watch.next;
        if (previous == null && watch != first) {
            return false;
        }
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            last = previous;
        } else {
            next.previous = previous;
        }
        watch.previous = null;
        watch.next = null;
        count--;
        return true;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Removes all subscriptions for good. */
    void end() {
        // Unlinked, so that no subscription keeps another one in memory.
        while (first != null) {
            remove(first);
        }
        count = ENDED;
    }

    boolean hasEnded() {
        return count == ENDED;
    }

    boolean hasDemand() {
        for (WatchSubscription<S, E> watch = first; watch != null; watch = watch.next) {
            if (watch.hasDemand()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the earliest deadline. */
    long deadlineAt() {
        long earliest = Long.MAX_VALUE;
        for (WatchSubscription<S, E> watch = first; watch != null; watch = watch.next) {
            earliest = Math.min(earliest, watch.deadlineAt());
        }
        return earliest;
    }

    /** Returns when the oldest subscription began. */
    long startedAt() {
        long earliest = Long.MAX_VALUE;
        for (WatchSubscription<S, E> watch = first; watch != null; watch = watch.next) {
            earliest = Math.min(earliest, watch.startedAt());
        }
        return earliest;
    }

    List<WatchSubscription<S, E>> expired(long now) {
        List<WatchSubscription<S, E>> expired = List.of();
        for (WatchSubscription<S, E> watch = first; watch != null; watch = watch.next) {
            if (watch.deadlineAt() <= now) {
                expired = expired.isEmpty() ? new ArrayList<>() : expired;
                expired.add(watch);
            }
        }
        return expired;
    }

    Set<String> viewers() {
        return Stream.of(snapshot()).map(WatchSubscription::viewer).collect(Collectors.toSet());
    }

    /** Returns a copy of the list. */
    WatchSubscription<S, E>[] snapshot() {
        @SuppressWarnings("unchecked")
        WatchSubscription<S, E>[] all = (WatchSubscription<S, E>[]) new WatchSubscription<?, ?>[Math.max(count, 0)];
        int i = 0;
        for (WatchSubscription<S, E> watch = first; watch != null; watch = watch.next) {
            all[i++] = watch;
        }
        return all;
    }
}
