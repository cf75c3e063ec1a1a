package io.github.predictionone.spring;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;

/**
 * Status events as server-sent events, for a browser's {@code EventSource}.
 *
 * <p>A stream begins with a comment, sends each {@link StatusEvent} under its {@code type} with its JSON as data, and a
 * comment now and then. Its last event is {@value #END}, at which the page closes its {@code EventSource}; one that
 * reconnects all the same gets a 204 from {@code response}, after which browsers give up. If the watch itself can't go
 * on, {@value #FAILED} comes before the end. A stream that breaks off without an {@code end}, such as that of an
 * application that is shut down, is continued by the browser's reconnect: nothing is missed, nothing comes twice.
 *
 * <p>Nothing happens before subscription, and what is not demanded is not buffered: a slow browser gets the latest
 * status of each training. A browser that goes away cancels its watch.
 */
public final class StatusEvents {

    /** The event with which a stream is over; its data is {@code {"type":"end"}}. */
    public static final String END = SseFrames.END;

    /**
     * The event that says that a watch could not go on; its data has {@code trainingId}, {@code message} and
     * {@code transient}: whether a new watch may help.
     */
    public static final String FAILED = SseFrames.FAILED;

    private StatusEvents() {}

    /**
     * The events of one training with {@link SseOptions#defaults()}.
     *
     * @param events what a client's {@code watchTraining} gives
     * @return see {@link #sse(Flux, SseOptions)}
     */
    public static Flux<ServerSentEvent<String>> sse(Flux<StatusEvent> events) {
        return sse(events, SseOptions.defaults());
    }

    /**
     * The events of one training. What a browser sends as {@code Last-Event-ID} is for
     * {@link WatchOptions#withLastEventId(String)}; the 204 after the end is the caller's matter.
     *
     * @param events what a client's {@code watchTraining} gives
     * @param options comments and reconnection
     * @return the stream; never an error but one of the transport
     */
    public static Flux<ServerSentEvent<String>> sse(Flux<StatusEvent> events, SseOptions options) {
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(options, "options");
        return SseStream.of(() -> ofOne(events, null, true), options);
    }

    /**
     * A whole response with the events of one training, with the defaults of all options.
     *
     * @param client whose watch it is
     * @param id the training
     * @param lastEventId the request's {@code Last-Event-ID}, or null
     * @return see {@link #response(PredictionOneClient, TrainingId, String, WatchOptions, SseOptions)}
     */
    public static ResponseEntity<Flux<ServerSentEvent<String>>> response(
            PredictionOneClient client, TrainingId id, @Nullable String lastEventId) {
        return response(client, id, lastEventId, WatchOptions.defaults(), SseOptions.defaults());
    }

    /**
     * A whole response with the events of one training.
     *
     * @param client whose watch it is
     * @param id the training
     * @param lastEventId the request's {@code Last-Event-ID}, or null; takes the place of the one in {@code watch}
     * @param watch how to watch
     * @param options comments and reconnection
     * @return 200 with the stream, or 204 if the browser has seen the end already
     */
    public static ResponseEntity<Flux<ServerSentEvent<String>>> response(
            PredictionOneClient client,
            TrainingId id,
            @Nullable String lastEventId,
            WatchOptions watch,
            SseOptions options) {
        String last = LastEventIds.usable(lastEventId);
        if (LastEventIds.isEnd(last)) {
            return ResponseEntity.noContent().build();
        }
        Flux<StatusEvent> events = client.watchTraining(id, watch.withLastEventId(last));
        return stream(SseStream.of(() -> ofOne(events, id, watch.downloadTo().isPresent()), options));
    }

    /**
     * A whole response with the events of several trainings, with the defaults of all options.
     *
     * @param client whose watches they are
     * @param ids the trainings
     * @param lastEventId the request's {@code Last-Event-ID}, or null
     * @return see {@link #response(PredictionOneClient, Collection, String, WatchOptions, SseOptions)}
     */
    public static ResponseEntity<Flux<ServerSentEvent<String>>> response(
            PredictionOneClient client, Collection<TrainingId> ids, @Nullable String lastEventId) {
        return response(client, ids, lastEventId, WatchOptions.defaults(), SseOptions.defaults());
    }

    /**
     * A whole response with the events of several trainings on one stream, which ends when the last of them has ended.
     * A training whose watch fails does so alone.
     *
     * <p>The id of each event names what was sent last of the 200 trainings that changed last; of more than these, a
     * browser that reconnects sees the present status once more. Whose end is named there is not watched again.
     *
     * @param client whose watches they are
     * @param ids the trainings; none: a stream that ends at once
     * @param lastEventId the request's {@code Last-Event-ID}, or null; takes the place of the one in {@code watch}
     * @param watch how to watch each of them; without a download
     * @param options comments and reconnection
     * @return 200 with the stream, or 204 if the browser has seen the end already
     * @throws IllegalArgumentException if {@code watch} has a file to download to
     */
    public static ResponseEntity<Flux<ServerSentEvent<String>>> response(
            PredictionOneClient client,
            Collection<TrainingId> ids,
            @Nullable String lastEventId,
            WatchOptions watch,
            SseOptions options) {
        if (watch.downloadTo().isPresent()) {
            throw new IllegalArgumentException("several trainings can't be downloaded to one file");
        }
        Set<TrainingId> all = new LinkedHashSet<>(ids);
        String last = LastEventIds.usable(lastEventId);
        return LastEventIds.isEnd(last)
                ? ResponseEntity.noContent().build()
                : stream(SseStream.of(() -> ofAll(client, all, last, watch), options));
    }

    private static Flux<ServerSentEvent<String>> ofOne(
            Flux<StatusEvent> events, @Nullable TrainingId id, boolean downloads) {
        return events.map(event -> SseFrames.event(LastEventIds.ofOne(event, downloads), event))
                .onErrorResume(SseFrames::isTellable, failure -> Flux.just(SseFrames.failed(id, failure)));
    }

    private static Flux<ServerSentEvent<String>> ofAll(
            PredictionOneClient client, Set<TrainingId> ids, @Nullable String lastEventId, WatchOptions watch) {
        LastEventIds seen = new LastEventIds(lastEventId);
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

    private static ResponseEntity<Flux<ServerSentEvent<String>>> stream(Flux<ServerSentEvent<String>> events) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noCache())
                // Proxies of the nginx kind would else collect what is to be seen at once.
                .header("X-Accel-Buffering", "no")
                .body(events);
    }
}
