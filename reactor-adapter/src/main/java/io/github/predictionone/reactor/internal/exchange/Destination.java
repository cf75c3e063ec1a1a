package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.reactor.Instrumentation.Lane;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A destination of requests: its free connections, its circuit breaker, and its waiting requests. Used under the
 * queue's lock.
 */
final class Destination {

    /** The rank of a destination; requests for keys go before calls. */
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

    /** Adds a request, either to the ready ones or to those without a key. */
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

    /** Lets the request wait among the requests of this viewer, too. */
    void addViewer(WaitingRequest waiting, String viewer) {
        waiting.viewers().add(viewer);
        if (waitingRequests.contains(waiting) && !withoutKey.contains(waiting)) {
            ready.add(waiting, viewer);
        }
    }

    /** Moves a request that still waits, according to whether there is a key now. */
    void requeue(WaitingRequest waiting) {
        if (remove(waiting)) {
            add(waiting);
        }
    }

    boolean isWithoutKey(WaitingRequest waiting) {
        return withoutKey.contains(waiting);
    }

    /** Returns the oldest waiting request; null if there is none. */
    @Nullable
    WaitingRequest first() {
        return waitingRequests.isEmpty() ? null : waitingRequests.first();
    }

    /**
     * Returns the next request of a lane if this destination has the given rank and a free connection; otherwise null.
     */
    @Nullable
    WaitingRequest next(Rank wanted, Lane lane) {
        return rank == wanted && hasFreeConnection() ? ready.first(lane) : null;
    }

    /** Returns the next repeated request if a connection is free; otherwise null. */
    @Nullable
    WaitingRequest nextRepeated() {
        return hasFreeConnection() ? ready.firstRepeated() : null;
    }

    /** Removes the next request of its lane, which has got its turn. */
    void take(WaitingRequest next) {
        ready.take(next);
        waitingRequests.remove(next);
    }

    /** Returns what a request still waits for, for messages. */
    String missingFor(WaitingRequest waiting) {
        if (withoutKey.contains(waiting)) {
            return "no API key";
        }
        return hasFreeConnection()
                ? "no permit of the rate limiter"
                : "no free connection (maximum: " + connections + ")";
    }
}
