package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.reactor.Instrumentation.Lane;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait only for a connection and a permit: repeated requests, and the others by lane. In each lane,
 * viewers take turns; the oldest request of each viewer is first. Used under the queue's lock.
 */
final class ReadyRequests {

    private final SortedSet<WaitingRequest> repeated = new TreeSet<>();
    // The viewer whose turn is next comes first.
    private final Map<Lane, Map<String, SortedSet<WaitingRequest>>> lanes = new EnumMap<>(Lane.class);

    ReadyRequests() {
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LinkedHashMap<>());
        }
    }

    private Map<String, SortedSet<WaitingRequest>> viewers(Lane lane) {
        return lanes.getOrDefault(lane, Map.of());
    }

    void add(WaitingRequest waiting) {
        if (waiting.isRepeated()) {
            repeated.add(waiting);
        } else {
            waiting.viewers().forEach(viewer -> add(waiting, viewer));
        }
    }

    /** Lets a request wait among the requests of this viewer, too. */
    void add(WaitingRequest waiting, String viewer) {
        if (waiting.isRepeated()) {
            return;
        }
        viewers(waiting.lane())
                .computeIfAbsent(viewer, absent -> new TreeSet<>())
                .add(waiting);
    }

    void remove(WaitingRequest waiting) {
        if (repeated.remove(waiting)) {
            return;
        }
        Map<String, SortedSet<WaitingRequest>> viewers = viewers(waiting.lane());
        for (String viewer : waiting.viewers()) {
            viewers.computeIfPresent(viewer, (same, requests) -> {
                requests.remove(waiting);
                return requests.isEmpty() ? null : requests;
            });
        }
    }

    /** Returns the first repeated request; null if there is none. */
    @Nullable
    WaitingRequest firstRepeated() {
        return repeated.isEmpty() ? null : repeated.first();
    }

    /** Returns the request of this lane whose turn is next; null if none waits there. */
    @Nullable
    WaitingRequest first(Lane lane) {
        for (SortedSet<WaitingRequest> requests : viewers(lane).values()) {
            return requests.first();
        }
        return null;
    }

    /** Removes the first request of its lane, and ends its viewer's turn. */
    void take(WaitingRequest first) {
        if (repeated.remove(first)) {
            return;
        }
        Map<String, SortedSet<WaitingRequest>> viewers = viewers(first.lane());
        String viewer = viewers.keySet().iterator().next();
        remove(first);
        SortedSet<WaitingRequest> others = viewers.remove(viewer);
        if (others != null) {
            viewers.put(viewer, others);
        }
    }
}
