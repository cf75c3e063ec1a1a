package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.WatchStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The watches of one poller. Used under its lock. */
final class Audience<S extends WatchStatus, E> {

    private static final int OVER = -1;

    // In no order: the last takes the place of one that leaves. There is an array for each training, so it is no list.
    private WatchSubscription<S, E>[] watching = array(1);
    private int count;

    void add(WatchSubscription<S, E> newcomer) {
        if (count == watching.length) {
            watching = Arrays.copyOf(watching, 2 * count);
        }
        newcomer.index = count;
        watching[count++] = newcomer;
    }

    /** False if it is not here. */
    boolean remove(WatchSubscription<S, E> leaver) {
        int index = leaver.index;
        if (count == OVER || index < 0 || watching[index] != leaver) {
            return false;
        }
        WatchSubscription<S, E> last = watching[--count];
        watching[index] = last;
        last.index = index;
        watching[count] = null;
        leaver.index = -1;
        if (count > 0 && count < watching.length / 4) {
            watching = Arrays.copyOf(watching, watching.length / 2);
        }
        return true;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Lets all go, for good. */
    void end() {
        count = OVER;
        watching = array(0);
    }

    boolean isOver() {
        return count == OVER;
    }

    boolean hasDemand() {
        for (int i = 0; i < count; i++) {
            if (watching[i].hasDemand()) {
                return true;
            }
        }
        return false;
    }

    /** The first of the deadlines. */
    long deadlineAt() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            first = Math.min(first, watching[i].deadlineAt());
        }
        return first;
    }

    List<WatchSubscription<S, E>> expired(long now) {
        List<WatchSubscription<S, E>> expired = List.of();
        for (int i = 0; i < count; i++) {
            if (watching[i].deadlineAt() <= now) {
                expired = expired.isEmpty() ? new ArrayList<>() : expired;
                expired.add(watching[i]);
            }
        }
        return expired;
    }

    Set<String> viewers() {
        return Stream.of(all()).map(WatchSubscription::viewer).collect(Collectors.toSet());
    }

    /** As they are now. */
    WatchSubscription<S, E>[] all() {
        return Arrays.copyOf(watching, Math.max(count, 0));
    }

    @SuppressWarnings("unchecked")
    private static <S extends WatchStatus, E> WatchSubscription<S, E>[] array(int length) {
        return (WatchSubscription<S, E>[]) new WatchSubscription<?, ?>[length];
    }
}
