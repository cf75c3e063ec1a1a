package io.github.predictionone.reactor.internal.watch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.internal.support.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts recently received about ids. They expire, and when there are too many, the oldest is dropped. */
final class RecentIds<V> {

    private record Entry<V>(V value, long at) {}

    private final long timeToLive;
    private final Time time;

    @GuardedBy("this")
    private final Map<Object, Entry<V>> ids;

    RecentIds(Duration timeToLive, int maxSize, Time time) {
        this.timeToLive = Time.nanos(timeToLive);
        this.time = time;
        // In the order of insertion, so the eldest entry is also the oldest fact.
        this.ids = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Entry<V>> eldest) {
                return size() > maxSize || isOver(eldest.getValue());
            }
        };
    }

    synchronized void put(Object id, V value) {
        ids.remove(id);
        ids.put(id, new Entry<>(value, time.nanos()));
    }

    synchronized @Nullable V get(Object id) {
        Entry<V> entry = ids.get(id);
        return entry == null || isOver(entry) ? null : entry.value;
    }

    private boolean isOver(Entry<V> entry) {
        return time.nanos() - entry.at >= timeToLive;
    }

    /** Returns whether the fact about the id was put at that time or later. */
    synchronized boolean isSince(Object id, long then) {
        Entry<V> entry = ids.get(id);
        return entry != null && entry.at >= then;
    }

    synchronized void remove(Object id) {
        ids.remove(id);
    }
}
