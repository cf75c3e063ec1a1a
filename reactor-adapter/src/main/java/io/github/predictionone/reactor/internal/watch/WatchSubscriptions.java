package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.WatchStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The subscriptions of one poller. Used under its lock. */
final class WatchSubscriptions<S extends WatchStatus, E> {

    private static final int ENDED = -1;

    // In no order: the last takes the place of one that leaves. There is an array for each training, so it is no list.
    private WatchSubscription<S, E>[] subscriptions = array(1);
    private int count;

    void add(WatchSubscription<S, E> watch) {
        if (count == subscriptions.length) {
            subscriptions = Arrays.copyOf(subscriptions, 2 * count);
        }
        watch.index = count;
        subscriptions[count++] = watch;
    }

    /** False if it is not here. */
    boolean remove(WatchSubscription<S, E> watch) {
        int index = watch.index;
        if (count == ENDED || index < 0 || subscriptions[index] != watch) {
            return false;
        }
        WatchSubscription<S, E> last = subscriptions[--count];
        subscriptions[index] = last;
        last.index = index;
        subscriptions[count] = null;
        watch.index = -1;
        if (count > 0 && count < subscriptions.length / 4) {
            subscriptions = Arrays.copyOf(subscriptions, subscriptions.length / 2);
        }
        return true;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Lets all go, for good. */
    void end() {
        count = ENDED;
        subscriptions = array(0);
    }

    boolean hasEnded() {
        return count == ENDED;
    }

    boolean hasDemand() {
        for (int i = 0; i < count; i++) {
            if (subscriptions[i].hasDemand()) {
                return true;
            }
        }
        return false;
    }

    /** The first of the deadlines. */
    long deadlineAt() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            first = Math.min(first, subscriptions[i].deadlineAt());
        }
        return first;
    }

    /** Returns when the first of them began. */
    long startedAt() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            first = Math.min(first, subscriptions[i].startedAt());
        }
        return first;
    }

    List<WatchSubscription<S, E>> expired(long now) {
        List<WatchSubscription<S, E>> expired = List.of();
        for (int i = 0; i < count; i++) {
            if (subscriptions[i].deadlineAt() <= now) {
                expired = expired.isEmpty() ? new ArrayList<>() : expired;
                expired.add(subscriptions[i]);
            }
        }
        return expired;
    }

    Set<String> viewers() {
        return Stream.of(snapshot()).map(WatchSubscription::viewer).collect(Collectors.toSet());
    }

    /** As they are now. */
    WatchSubscription<S, E>[] snapshot() {
        return Arrays.copyOf(subscriptions, Math.max(count, 0));
    }

    @SuppressWarnings("unchecked")
    private static <S extends WatchStatus, E> WatchSubscription<S, E>[] array(int length) {
        return (WatchSubscription<S, E>[]) new WatchSubscription<?, ?>[length];
    }
}
