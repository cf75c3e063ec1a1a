package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.reactor.internal.support.Time;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Ends an exchange whose answer does not begin in time. The wait for a connection, before the request, does not count.
 */
final class AnswerLimit {

    private final Sinks.Empty<Void> sent = Sinks.empty();
    private final Sinks.Empty<Void> answered = Sinks.empty();
    private final Mono<Void> silence;

    AnswerLimit(Duration limit, Time time) {
        this.silence = sent.asMono()
                .then(Mono.defer(() -> answered.asMono()
                        .timeout(
                                limit,
                                Mono.error(() -> new TimeoutException("no answer within " + limit)),
                                time.scheduler())));
    }

    void sent() {
        sent.tryEmitEmpty();
    }

    void answered() {
        answered.tryEmitEmpty();
    }

    <T> Flux<T> on(Flux<T> exchange) {
        return Flux.firstWithSignal(exchange, silence.<T>then(Mono.never()).flux());
    }
}
