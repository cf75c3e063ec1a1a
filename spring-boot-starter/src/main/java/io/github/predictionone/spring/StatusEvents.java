package io.github.predictionone.spring;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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
 *
 * <p>The bean gives streams within limits, for endpoints that strangers can reach; the static methods have none.
 */
public final class StatusEvents {

    /** The event with which a stream is over; its data is {@code {"type":"end"}}. */
    public static final String END = SseFrames.END;

    /**
     * The event that says that a watch could not go on; its data has {@code trainingId}, {@code message} and
     * {@code transient}: whether a new watch may help.
     */
    public static final String FAILED = SseFrames.FAILED;

    private final PredictionOneClient client;
    private final StatusEventsAccess access;
    private final SseLimits limits;
    private final int maxIds;

    /**
     * For the endpoints of one application. The starter makes this bean.
     *
     * @param client whose watches they are
     * @param access which request may see which training
     * @param maxStreams the most streams at the same time, at least 1
     * @param maxIds the most trainings on one stream, at least 1; nine tenths of {@code maxWatches} if that is less
     * @param maxWatches the most trainings on all streams together, at least 1; with the starter, as many as the client's
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public StatusEvents(
            PredictionOneClient client, StatusEventsAccess access, int maxStreams, int maxIds, int maxWatches) {
        this.limits = new SseLimits(positive("maxStreams", maxStreams), positive("maxWatches", maxWatches));
        this.maxIds = Math.min(positive("maxIds", maxIds), limits.maxIds());
        this.client = Objects.requireNonNull(client, "client");
        this.access = Objects.requireNonNull(access, "access");
    }

    private static int positive(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + limit);
        }
        return limit;
    }

    /**
     * How many streams are open.
     *
     * @return those of {@code respond}
     */
    public int streams() {
        return limits.open();
    }

    /**
     * How many streams were refused since the start.
     *
     * @return those that were answered with 503, 400 or 403
     */
    public long refusedStreams() {
        return limits.refused();
    }

    /**
     * The response to a request for the events of one training, with its {@code Last-Event-ID} and the defaults of all
     * options.
     *
     * @param exchange the request
     * @param id the training
     * @return see {@link #respond(ServerWebExchange, Collection, String, WatchOptions, SseOptions)}
     */
    public Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> respond(ServerWebExchange exchange, TrainingId id) {
        WatchOptions watch = WatchOptions.defaults();
        return respond(
                exchange,
                Set.of(id),
                viewer -> response(client, id, lastEventId(exchange), watch.withViewer(viewer), SseOptions.defaults()));
    }

    /**
     * The response to a request for the events of several trainings on one stream, with its {@code Last-Event-ID} and the
     * defaults of all options.
     *
     * @param exchange the request
     * @param ids the trainings
     * @return see {@link #respond(ServerWebExchange, Collection, String, WatchOptions, SseOptions)}
     */
    public Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> respond(
            ServerWebExchange exchange, Collection<TrainingId> ids) {
        return respond(exchange, ids, lastEventId(exchange), WatchOptions.defaults(), SseOptions.defaults());
    }

    /**
     * The response to a request for the events of several trainings on one stream, within the limits of this bean. The
     * watches are on behalf of the request's principal, or else of its remote address; see
     * {@link WatchOptions#withViewer(String)}. Of the last tenth of all streams, and of all watches on them, no viewer
     * gets more than it leaves to the others.
     *
     * @param exchange the request
     * @param ids the trainings, of which each counts once; none: a stream that ends at once
     * @param lastEventId the id of the last event that the browser has seen, or null
     * @param watch how to watch each of them; without a download
     * @param options comments and reconnection
     * @return 200 with the stream; 204 if the browser has seen the end already; 400 for too many ids; 403 for a training
     *     that the request may not see; 503 with {@code Retry-After} if too many streams are open
     * @throws IllegalArgumentException if {@code watch} has a file to download to
     */
    public Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> respond(
            ServerWebExchange exchange,
            Collection<TrainingId> ids,
            @Nullable String lastEventId,
            WatchOptions watch,
            SseOptions options) {
        requireNoDownload(watch);
        Objects.requireNonNull(options, "options");
        Set<TrainingId> all = new LinkedHashSet<>(ids);
        return respond(exchange, all, viewer -> response(client, all, lastEventId, watch.withViewer(viewer), options));
    }

    private Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> respond(
            ServerWebExchange exchange,
            Set<TrainingId> ids,
            Function<String, ResponseEntity<Flux<ServerSentEvent<String>>>> responseFor) {
        Objects.requireNonNull(exchange, "exchange");
        ids.forEach(id -> Objects.requireNonNull(id, "id"));
        if (ids.size() > maxIds) {
            return Mono.fromSupplier(() -> limits.refused("max-ids", ResponseEntity.badRequest()));
        }
        return Flux.fromIterable(ids)
                .concatMap(id -> access.isAllowed(exchange, id).defaultIfEmpty(false))
                .all(Boolean::booleanValue)
                .zipWith(
                        Viewer.of(exchange),
                        (allowed, viewer) -> allowed
                                ? limits.within(responseFor.apply(viewer), viewer, ids.size())
                                : limits.refused("access", ResponseEntity.status(HttpStatus.FORBIDDEN)));
    }

    private static @Nullable String lastEventId(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().getFirst("Last-Event-ID");
    }

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
        return SseStream.ofOne(events, null, true, options);
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
        return stream(SseStream.ofOne(events, id, watch.downloadTo().isPresent(), options));
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
        requireNoDownload(watch);
        Set<TrainingId> all = new LinkedHashSet<>(ids);
        String last = LastEventIds.usable(lastEventId);
        return LastEventIds.isEnd(last)
                ? ResponseEntity.noContent().build()
                : stream(SseStream.ofAll(client, all, last, watch, options));
    }

    private static void requireNoDownload(WatchOptions watch) {
        if (watch.downloadTo().isPresent()) {
            throw new IllegalArgumentException("several trainings can't be downloaded to one file");
        }
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
