package io.github.predictionone.spring;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;

/**
 * Ends response bodies that Spring WebFlux abandons. If the connection breaks before the response head is written,
 * WebFlux has taken the first element, and neither cancels nor requests a second one.
 */
final class UnwrittenBody {

    private static final Duration MAX_WRITE_TIME = Duration.ofSeconds(15);

    private UnwrittenBody() {}

    static <T> Flux<T> ended(Flux<T> body) {
        return Flux.defer(() -> {
            AtomicLong demand = new AtomicLong();
            Sinks.Empty<Void> begun = Sinks.empty();
            return body.doOnNext(element -> begun.tryEmitEmpty())
                    .takeUntilOther(begun.asMono().then(forgotten(demand)))
                    .doOnRequest(more -> demand.accumulateAndGet(more, Operators::addCap));
        });
    }

    private static Mono<Long> forgotten(AtomicLong demand) {
        return Mono.delay(MAX_WRITE_TIME).flatMap(tick -> demand.get() > 1 ? Mono.never() : Mono.just(tick));
    }
}
