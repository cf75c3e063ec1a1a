package io.github.predictionone.reactor.internal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;

/** A subscriber's demand, assigned element by element to the waiting requests in the order of their arrival. */
final class Demand {

    @GuardedBy("this")
    private final Queue<MonoSink<Void>> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private long unassigned;

    void add(long elements) {
        synchronized (this) {
            unassigned = Operators.addCap(unassigned, elements);
        }
        for (MonoSink<Void> next = next(); next != null; next = next()) {
            next.success();
        }
    }

    private synchronized @Nullable MonoSink<Void> next() {
        return unassigned > 0 && !waiting.isEmpty() ? taken(waiting.remove()) : null;
    }

    @GuardedBy("this")
    private MonoSink<Void> taken(MonoSink<Void> sink) {
        unassigned = unassigned == Long.MAX_VALUE ? unassigned : unassigned - 1;
        return sink;
    }

    /** Completes when there is demand for one more element. */
    Mono<Void> one() {
        return Mono.create(sink -> {
            synchronized (this) {
                waiting.add(sink);
            }
            // A cancelled sink stays in the queue, but takes no demand from others: all are cancelled together, with
            // the subscriber.
            add(0);
        });
    }
}
