package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.reactor.Instrumentation.Lane;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where requests go: its free connections, its circuit breaker, and those who wait. Used under the queue's lock. */
final class Destination {

    /** Whose requests go before all others. */
    enum Rank {
        KEYS,
        CALLS
    }

    private final Rank rank;
    private final int connections;
    private final Circuit circuit;
    private final Keys keys;
    private final ReadyRequests ready = new ReadyRequests();
    private final TreeSet<WaitingRequest> withoutKey = new TreeSet<>();
    private final TreeSet<WaitingRequest> waitingRequests = new TreeSet<>();
    private int inUse;

    Destination(Rank rank, int connections, Circuit circuit, Keys keys) {
        this.rank = rank;
        this.connections = connections;
        this.circuit = circuit;
        this.keys = keys;
    }

    Rank rank() {
        return rank;
    }

    Circuit circuit() {
        return circuit;
    }

    Keys keys() {
        return keys;
    }

    boolean hasFreeConnection() {
        return inUse < connections;
    }

    void acquireConnection() {
        inUse++;
    }

    void releaseConnection() {
        inUse--;
    }

    /** Adds a request where it belongs. */
    void add(WaitingRequest waiting) {
        waitingRequests.add(waiting);
        if (keys.areAvailable(waiting.type())) {
            ready.add(waiting);
        } else {
            withoutKey.add(waiting);
        }
    }

    boolean remove(WaitingRequest waiting) {
        if (!waitingRequests.remove(waiting)) {
            return false;
        }
        if (!withoutKey.remove(waiting)) {
            ready.remove(waiting);
        }
        return true;
    }

    /** The request waits with this viewer's, too. */
    void addViewer(WaitingRequest waiting, String viewer) {
        waiting.viewers().add(viewer);
        if (waitingRequests.contains(waiting) && !withoutKey.contains(waiting)) {
            ready.add(waiting, viewer);
        }
    }

    /** Moves a request that still waits to where it belongs now. */
    void requeue(WaitingRequest waiting) {
        if (remove(waiting)) {
            add(waiting);
        }
    }

    boolean isWithoutKey(WaitingRequest waiting) {
        return withoutKey.contains(waiting);
    }

    /** Who came first of all who wait; null if nobody does. */
    @Nullable
    WaitingRequest first() {
        return waitingRequests.isEmpty() ? null : waitingRequests.first();
    }

    /** The next of a lane, if this is of that rank and a connection is free; else null. */
    @Nullable
    WaitingRequest next(Rank wanted, Lane lane) {
        return rank == wanted && hasFreeConnection() ? ready.first(lane) : null;
    }

    /** The next of those that are repeated, if a connection is free; else null. */
    @Nullable
    WaitingRequest nextRepeated() {
        return hasFreeConnection() ? ready.firstRepeated() : null;
    }

    /** Removes the next of its lane, which has got its turn. */
    void take(WaitingRequest next) {
        ready.take(next);
        waitingRequests.remove(next);
    }

    /** What a request still waits for, for messages. */
    String missingFor(WaitingRequest waiting) {
        if (withoutKey.contains(waiting)) {
            return "no API key";
        }
        return hasFreeConnection() ? "no permit of the rate limiter" : "no free one of " + connections + " connections";
    }
}
