package io.github.predictionone.reactor.internal.exchange;

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
    private final TreeSet<Waiting> ready = new TreeSet<>();
    private final TreeSet<Waiting> withoutKey = new TreeSet<>();
    private int inUse;

    Destination(Rank rank, int connections, Circuit circuit, Keys keys) {
        this.rank = rank;
        this.connections = connections;
        this.circuit = circuit;
        this.keys = keys;
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

    void use() {
        inUse++;
    }

    void free() {
        inUse--;
    }

    /** Adds a request where it belongs. */
    void add(Waiting waiting) {
        (keys.areThere(waiting.type()) ? ready : withoutKey).add(waiting);
    }

    boolean remove(Waiting waiting) {
        return ready.remove(waiting) || withoutKey.remove(waiting);
    }

    boolean isWithoutKey(Waiting waiting) {
        return withoutKey.contains(waiting);
    }

    /** Who came first of all who wait; null if nobody does. */
    @Nullable
    Waiting first() {
        if (ready.isEmpty()) {
            return withoutKey.isEmpty() ? null : withoutKey.first();
        }
        return withoutKey.isEmpty() || ready.first().compareTo(withoutKey.first()) < 0
                ? ready.first()
                : withoutKey.first();
    }

    /** Takes from the first of those who are ready its place among them if its key has gone when it could be sent; else null. */
    @Nullable
    Waiting setAside() {
        if (ready.isEmpty()
                || !hasFreeConnection()
                || keys.areThere(ready.first().type())) {
            return null;
        }
        Waiting first = ready.pollFirst();
        withoutKey.add(first);
        return first;
    }

    boolean isForKeys() {
        return rank == Rank.KEYS;
    }

    /**
     * Whether one waits for nothing but a permit, and has to be served before the other's: after a request for a key, it is
     * the turn of a call.
     */
    boolean isReadyBefore(@Nullable Destination other, boolean callsFirst) {
        if (ready.isEmpty() || inUse >= connections) {
            return false;
        }
        if (other == null || rank == other.rank) {
            return other == null || ready.first().compareTo(other.ready.first()) < 0;
        }
        return isForKeys() != callsFirst;
    }

    Waiting pollReady() {
        return ready.pollFirst();
    }

    /** What a request still waits for, for messages. */
    String lacking(Waiting waiting) {
        if (withoutKey.contains(waiting)) {
            return "no API key";
        }
        return hasFreeConnection() ? "no permit of the rate limiter" : "no free one of " + connections + " connections";
    }
}
