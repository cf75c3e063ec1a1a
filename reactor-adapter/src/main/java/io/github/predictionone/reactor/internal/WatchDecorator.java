package io.github.predictionone.reactor.internal;

import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.ObservedOperations;
import java.util.Optional;
import reactor.core.publisher.Flux;

/**
 * Adds everything except polling to a watch: the download after it, its end when the client is closed, and its
 * observation.
 */
record WatchDecorator(ActiveCalls calls, Optional<Instrumentation> instrumentation) {

    <I, E> Flux<E> withDownload(Flux<E> events, Results<I, ?, E, ?> results, I id, WatchOptions options) {
        return observed(options.downloadTo()
                .map(target -> results.downloadAfter(events, id, target, options))
                .map(all -> calls.untilClosed(() -> "watch of " + results.name(id), all))
                .orElse(events));
    }

    <E> Flux<E> observed(Flux<E> events) {
        return instrumentation
                .map(observer -> ObservedOperations.flux(observer::watchStarted, watch -> events))
                .orElse(events);
    }
}
