package io.github.predictionone.reactor.internal;

import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.Operations;
import java.util.Optional;
import reactor.core.publisher.Flux;

/** What a watch has around it: the download at its end, the client's end, and who is told of it. */
record Watching(ActiveCalls calls, Optional<Instrumentation> instrumentation) {

    <I, E> Flux<E> around(Flux<E> events, Results<I, ?, E, ?> results, I id, WatchOptions options) {
        return observed(options.downloadTo()
                .map(target -> results.downloadAfter(events, id, target, options))
                .map(all -> calls.untilClosed(() -> "watch of " + results.name(id), all))
                .orElse(events));
    }

    <E> Flux<E> observed(Flux<E> events) {
        return instrumentation
                .map(told -> Operations.observedStream(told::watchStarted, watch -> events))
                .orElse(events);
    }
}
