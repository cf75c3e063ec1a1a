package io.github.predictionone.reactor.internal.support;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * One stream after another. Reactor's {@code concatWith} and {@code thenMany} can lose a cancellation that comes while they
 * go on to the second stream (reactor-core issue 4399), which then runs to its end without a subscriber. To let only a signal go
 * before a stream, {@code delaySubscription} is enough.
 */
public final class SafeConcat {

    private SafeConcat() {}

    /** The second stream when the first is complete. A cancellation reaches whichever there is. */
    public static <T> Flux<T> of(Flux<T> first, Flux<T> second) {
        return Flux.defer(() -> {
            Sinks.Empty<Void> over = Sinks.empty();
            return first.concatWith(SafeTakeUntil.other(second, over.asMono())).doFinally(end -> over.tryEmitEmpty());
        });
    }
}
