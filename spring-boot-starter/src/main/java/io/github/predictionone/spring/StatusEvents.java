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
 * <p>A stream begins with a comment. Each {@link StatusEvent} follows under its {@code type}, with its JSON as data,
 * and further comments come at regular intervals. The last event is {@value #END}, at which the page closes its
 * {@code EventSource}. If the browser reconnects nevertheless, {@code response} returns 204, and the browser gives up.
 * If a watch fails, {@value #FAILED} comes before the end. If a stream breaks off without an {@code end}, as when the
 * application shuts down, the browser reconnects and continues it: no event is lost or repeated.
 *
 * <p>Nothing happens before subscription. Events beyond the demand are not buffered: a slow browser receives the latest
 * status of each training. A browser that disconnects cancels its watch.
 *
 * <p>The bean limits its streams, for endpoints that untrusted clients can reach. The static methods have no limits.
 */
public final class StatusEvents {

    /** The event that ends a stream; its data is {@code {"type":"end"}}. */
    public static final String END = SseFrames.END;

    /**
     * The event of a watch that failed. Its data has {@code trainingId}, {@code message} and {@code transient}, which
     * says whether a new watch may succeed.
     */
    public static final String FAILED = SseFrames.FAILED;

    private final PredictionOneClient client;
    private final StatusEventsAccess access;
    private final SseLimits limits;
    private final int maxIds;

    /**
     * Creates the streams for the endpoints of one application. The starter creates this bean.
     *
     * @param client the client that watches the trainings
     * @param access decides which request may see which training
     * @param maxStreams the maximum number of concurrent streams, at least 1
     * @param maxIds the maximum number of trainings on one stream, at least 1; nine tenths of {@code maxWatches} if
     *     that is less
     * @param maxWatches the maximum number of trainings on all streams together, at least 1; the starter passes the
     *     client's maximum
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
     * Returns the number of open streams.
     *
     * @return the open streams that {@code respond} has created
     */
    public int streams() {
        return limits.open();
    }

    /**
     * Returns the number of streams refused since the start.
     *
     * @return the requests that {@code respond} answered with 503, 400 or 403
     */
    public long refusedStreams() {
        return limits.refused();
    }

    /**
     * Returns the response to a request for the events of one training. It uses the request's {@code Last-Event-ID} and
     * the defaults of all options.
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
     * Returns the response to a request for the events of several trainings on one stream. It uses the request's
     * {@code Last-Event-ID} and the defaults of all options.
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
     * Returns the response to a request for the events of several trainings on one stream, within the limits of this
     * bean. The viewer of the watches is the request's principal, or else its remote address; see
     * {@link WatchOptions#withViewer(String)}. Within the last tenth of all streams, and of all watches on them, no
     * viewer holds more than it leaves to the others.
     *
     * @param exchange the request
     * @param ids the trainings; a repeated id counts once, and without any id the stream ends immediately
     * @param lastEventId the id of the last event that the browser has seen, or null
     * @param watch how to watch each training; without a download
     * @param options comments and reconnection
     * @return 200 with the stream; 204 if the browser has already seen the end; 400 for too many ids; 403 for a
     *     training that the request may not see; 503 with {@code Retry-After} if too many streams are open
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
     * Returns the events of one training with {@link SseOptions#defaults()}.
     *
     * @param events the events of a client's {@code watchTraining}
     * @return see {@link #sse(Flux, SseOptions)}
     */
    public static Flux<ServerSentEvent<String>> sse(Flux<StatusEvent> events) {
        return sse(events, SseOptions.defaults());
    }

    /**
     * Returns the events of one training. The caller must pass the browser's {@code Last-Event-ID} to
     * {@link WatchOptions#withLastEventId(String)}, and must return 204 to a browser that has seen the end.
     *
     * @param events the events of a client's {@code watchTraining}
     * @param options comments and reconnection
     * @return the stream, which fails only if the transport does
     */
    public static Flux<ServerSentEvent<String>> sse(Flux<StatusEvent> events, SseOptions options) {
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(options, "options");
        return SseStream.ofOne(events, null, true, options);
    }

    /**
     * Returns the response with the events of one training and the defaults of all options.
     *
     * @param client the client that watches the training
     * @param id the training
     * @param lastEventId the request's {@code Last-Event-ID}, or null
     * @return see {@link #response(PredictionOneClient, TrainingId, String, WatchOptions, SseOptions)}
     */
    public static ResponseEntity<Flux<ServerSentEvent<String>>> response(
            PredictionOneClient client, TrainingId id, @Nullable String lastEventId) {
        return response(client, id, lastEventId, WatchOptions.defaults(), SseOptions.defaults());
    }

    /**
     * Returns the response with the events of one training.
     *
     * @param client the client that watches the training
     * @param id the training
     * @param lastEventId the request's {@code Last-Event-ID}, or null; replaces the one in {@code watch}
     * @param watch how to watch the training
     * @param options comments and reconnection
     * @return 200 with the stream, or 204 if the browser has already seen the end
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
     * Returns the response with the events of several trainings and the defaults of all options.
     *
     * @param client the client that watches the trainings
     * @param ids the trainings
     * @param lastEventId the request's {@code Last-Event-ID}, or null
     * @return see {@link #response(PredictionOneClient, Collection, String, WatchOptions, SseOptions)}
     */
    public static ResponseEntity<Flux<ServerSentEvent<String>>> response(
            PredictionOneClient client, Collection<TrainingId> ids, @Nullable String lastEventId) {
        return response(client, ids, lastEventId, WatchOptions.defaults(), SseOptions.defaults());
    }

    /**
     * Returns the response with the events of several trainings on one stream. The stream ends when all watches have
     * ended. A watch that fails does not affect the others.
     *
     * <p>The id of each event covers the 200 trainings that changed last. A browser that reconnects receives the
     * current status of any other training once more. If the id says that a training has ended, it is not watched
     * again.
     *
     * @param client the client that watches the trainings
     * @param ids the trainings; without any, the stream ends immediately
     * @param lastEventId the request's {@code Last-Event-ID}, or null; replaces the one in {@code watch}
     * @param watch how to watch each training; without a download
     * @param options comments and reconnection
     * @return 200 with the stream, or 204 if the browser has already seen the end
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
            throw new IllegalArgumentException(
                    "watch must not have a download: several trainings cannot share one file");
        }
    }

    private static ResponseEntity<Flux<ServerSentEvent<String>>> stream(Flux<ServerSentEvent<String>> events) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noCache())
                // Otherwise nginx and similar proxies buffer events that the browser must receive immediately.
                .header("X-Accel-Buffering", "no")
                .body(events);
    }
}
