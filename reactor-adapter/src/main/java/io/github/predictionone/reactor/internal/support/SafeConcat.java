package io.github.predictionone.reactor.internal.support;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Concatenates two streams. Reactor's {@code concatWith} and {@code thenMany} can lose a cancellation that arrives
 * while they switch to the second stream (reactor-core issue 4399), which then runs to its end without a subscriber. If
 * only a signal precedes a stream, {@code delaySubscription} is enough.
 */
public final class SafeConcat {

    private SafeConcat() {}

    /** Returns the first stream, followed by the second one. A cancellation reaches whichever is active. */
    public static <T> Flux<T> of(Flux<T> first, Flux<T> second) {
        return Flux.defer(() -> {
            Sinks.Empty<Void> over = Sinks.empty();
            return first.concatWith(SafeTakeUntil.other(second, over.asMono())).doFinally(end -> over.tryEmitEmpty());
        });
    }
}
