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

/** Events between a first comment and an end, with comments among them. */
final class SseStream {

    private SseStream() {}

    /** The events of one training. Without an id, a failure does not name it. */
    static Flux<ServerSentEvent<String>> ofOne(
            Flux<StatusEvent> events, @Nullable TrainingId id, boolean downloads, SseOptions options) {
        return framed(
                () -> events.map(event -> SseFrames.event(LastEventIds.ofOne(event, downloads), event))
                        .onErrorResume(SseFrames::isTellable, failure -> Flux.just(SseFrames.failed(id, failure))),
                options);
    }

    /** The events of several trainings, of which each fails alone. */
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
        // Else a page that comes again would ask once more for everything on it that ended long ago.
        return Flux.fromIterable(seen.toGoOn(ids))
                // All at once, and of each no more than one event that waits.
                .flatMap(
                        id -> client.watchTraining(id, watch.withLastEventId(seen.of(id)))
                                .<Supplier<ServerSentEvent<String>>>map(
                                        event -> () -> SseFrames.event(seen.with(event), event))
                                .onErrorResume(
                                        SseFrames::isTellable,
                                        failure -> Flux.just(() -> SseFrames.failed(id, failure))),
                        Math.max(1, ids.size()),
                        1)
                // Only now: an id must not name an event that is not sent before it.
                .map(Supplier::get);
    }

    private static Flux<ServerSentEvent<String>> framed(
            Supplier<Flux<ServerSentEvent<String>>> events, SseOptions options) {
        return Flux.deferContextual(context -> {
            Flux<ServerSentEvent<String>> toTheEnd = events.get().concatWithValues(SseFrames.end());
            Flux<ServerSentEvent<String>> comments = Flux.interval(options.commentInterval())
                    // For who takes nothing, there need be no comments.
                    .onBackpressureDrop()
                    .map(tick -> SseFrames.alive());
            Flux<ServerSentEvent<String>> rest = Flux.merge(1, toTheEnd, comments)
                    .takeUntil(SseFrames::isEnd)
                    .onErrorComplete(ClientClosedException.class);
            return until(
                    ContextCloseWebFilter.closing(context), UnwrittenBody.ended(begun(SseFrames.first(options), rest)));
        });
    }

    /** Reactor's {@code startWith} can lose a cancellation that comes right after the first frame. */
    private static Flux<ServerSentEvent<String>> begun(
            ServerSentEvent<String> first, Flux<ServerSentEvent<String>> rest) {
        Sinks.Empty<Void> left = Sinks.empty();
        return until(left.asMono(), rest).startWith(first).doFinally(end -> left.tryEmitEmpty());
    }

    private static Flux<ServerSentEvent<String>> until(Mono<Void> signal, Flux<ServerSentEvent<String>> frames) {
        return frames.takeUntilOther(signal)
                // Otherwise onComplete on another thread may overtake onSubscribe, and the response never ends.
                .delaySubscription(Mono.empty());
    }
}
