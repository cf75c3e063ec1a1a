package io.github.predictionone.reactor.internal.watch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.internal.support.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was learnt about ids lately. Of too many, the latest stay. */
final class RecentIds<V> {

    private record Learnt<V>(V value, long at) {}

    private final long life;
    private final Time time;

    @GuardedBy("this")
    private final Map<Object, Learnt<V>> ids;

    RecentIds(Duration life, int most, Time time) {
        this.life = Time.nanos(life);
        this.time = time;
        // Those that were put there last are its last.
        this.ids = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Learnt<V>> eldest) {
                return size() > most || isOver(eldest.getValue());
            }
        };
    }

    synchronized void put(Object id, V value) {
        ids.remove(id);
        ids.put(id, new Learnt<>(value, time.nanos()));
    }

    synchronized @Nullable V get(Object id) {
        Learnt<V> learnt = ids.get(id);
        return learnt == null || isOver(learnt) ? null : learnt.value;
    }

    private boolean isOver(Learnt<V> learnt) {
        return time.nanos() - learnt.at >= life;
    }

    /** Whether this was learnt at that time or later. */
    synchronized boolean isSince(Object id, long then) {
        Learnt<V> learnt = ids.get(id);
        return learnt != null && learnt.at >= then;
    }

    synchronized void remove(Object id) {
        ids.remove(id);
    }
}
