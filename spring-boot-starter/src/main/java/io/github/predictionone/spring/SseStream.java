package io.github.predictionone.spring;

import io.github.predictionone.ClientClosedException;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingId;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A first comment, the events with comments between them, and an end. */
final class SseStream {

    private SseStream() {}

    /** Returns the stream of one training. If the id is null, a failure does not name the training. */
    static Flux<ServerSentEvent<String>> ofOne(
            Flux<StatusEvent> events, @Nullable TrainingId id, boolean downloads, SseOptions options) {
        return framed(
                () -> events.map(event -> SseFrames.event(LastEventIds.ofOne(event, downloads), event))
                        .onErrorResume(SseFrames::isTellable, failure -> Flux.just(SseFrames.failed(id, failure))),
                options);
    }

    /** Returns the stream of several trainings. A training that fails does not affect the others. */
    static Flux<ServerSentEvent<String>> ofAll(
            PredictionOneClient client,
            Set<TrainingId> ids,
            @Nullable String lastEventId,
            WatchOptions watch,
            SseOptions options) {
        return framed(() -> merged(client, ids, new LastEventIds(lastEventId), watch), options);
    }

    private static Flux<ServerSentEvent<String>> merged(
            PredictionOneClient client, Set<TrainingId> ids, LastEventIds seen, WatchOptions watch) {
        // Skip trainings whose end was sent; else each reconnect would request their status again.
        return Flux.fromIterable(seen.toGoOn(ids))
                // Watch all concurrently; buffer at most one event of each.
                .flatMap(
                        id -> client.watchTraining(id, watch.withLastEventId(seen.of(id)))
                                .<Supplier<ServerSentEvent<String>>>map(
                                        event -> () -> SseFrames.event(seen.with(event), event))
                                .onErrorResume(
                                        SseFrames::isTellable,
                                        failure -> Flux.just(() -> SseFrames.failed(id, failure))),
                        Math.max(1, ids.size()),
                        1)
                // Make the id only when the frame is sent: it must not cover an event that is sent later.
                .map(Supplier::get);
    }

    private static Flux<ServerSentEvent<String>> framed(
            Supplier<Flux<ServerSentEvent<String>>> events, SseOptions options) {
        return Flux.deferContextual(context -> {
            Flux<ServerSentEvent<String>> toTheEnd = events.get().concatWithValues(SseFrames.end());
            Flux<ServerSentEvent<String>> comments = Flux.interval(options.commentInterval())
                    // A browser that does not read needs no comments.
                    .onBackpressureDrop()
                    .map(tick -> SseFrames.alive());
            Flux<ServerSentEvent<String>> rest = Flux.merge(1, toTheEnd, comments)
                    .takeUntil(SseFrames::isEnd)
                    .onErrorComplete(ClientClosedException.class);
            return until(
                    ContextCloseWebFilter.closing(context), UnwrittenBody.ended(begun(SseFrames.first(options), rest)));
        });
    }

    /** Prepends the first frame. {@code startWith} alone can lose a cancellation right after this frame. */
    private static Flux<ServerSentEvent<String>> begun(
            ServerSentEvent<String> first, Flux<ServerSentEvent<String>> rest) {
        Sinks.Empty<Void> left = Sinks.empty();
        return until(left.asMono(), rest).startWith(first).doFinally(end -> left.tryEmitEmpty());
    }

    private static Flux<ServerSentEvent<String>> until(Mono<Void> signal, Flux<ServerSentEvent<String>> frames) {
        return frames.takeUntilOther(signal)
                // Otherwise onComplete on another thread may overtake onSubscribe, and the response would never end.
                .delaySubscription(Mono.empty());
    }
}
