package io.github.predictionone.reactor.internal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;

/** What a subscriber has asked for, handed out one by one to those who work for it, in the order of their coming. */
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

    /** Completes when one more element is wanted. */
    Mono<Void> one() {
        return Mono.create(sink -> {
            synchronized (this) {
                waiting.add(sink);
            }
            // Who leaves takes none with him: all leave together, when the subscriber does.
            add(0);
        });
    }
}
