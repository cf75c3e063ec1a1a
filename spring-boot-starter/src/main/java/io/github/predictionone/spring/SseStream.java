package io.github.predictionone.spring;

import io.github.predictionone.ClientClosedException;
import java.util.function.Supplier;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Events between a first comment and an end, with comments among them. */
final class SseStream {

    private SseStream() {}

    static Flux<ServerSentEvent<String>> of(Supplier<Flux<ServerSentEvent<String>>> events, SseOptions options) {
        return Flux.deferContextual(context -> {
            Flux<ServerSentEvent<String>> toTheEnd = events.get().concatWithValues(SseFrames.end());
            Flux<ServerSentEvent<String>> comments = Flux.interval(options.commentInterval())
                    // For who takes nothing, there need be no comments.
                    .onBackpressureDrop()
                    .map(tick -> SseFrames.alive());
            return Flux.merge(1, toTheEnd, comments)
                    .takeUntil(SseFrames::isEnd)
                    .onErrorComplete(ClientClosedException.class)
                    .startWith(SseFrames.first(options))
                    .takeUntilOther(ContextCloseWebFilter.closing(context))
                    // Otherwise onComplete on another thread may overtake onSubscribe, and the response never ends.
                    .delaySubscription(Mono.empty());
        });
    }
}
