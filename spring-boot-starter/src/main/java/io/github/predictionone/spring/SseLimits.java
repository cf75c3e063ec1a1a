package io.github.predictionone.spring;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Limits the open streams of an application and the trainings on them, and counts the refused streams. */
final class SseLimits {

    private static final Logger LOG = LoggerFactory.getLogger(StatusEvents.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final ViewerQuota streams;
    private final ViewerQuota watches;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong notLogged = new AtomicLong();
    private final AtomicBoolean minute = new AtomicBoolean();
    private volatile String latest = "";

    /** Takes the limits of all streams together. */
    SseLimits(int maxStreams, int maxWatches) {
        this.streams = new ViewerQuota(maxStreams);
        this.watches = new ViewerQuota(maxWatches);
    }

    /** Returns the maximum number of trainings on one stream. */
    int maxIds() {
        return watches.maxPerViewer();
    }

    int open() {
        return streams.taken();
    }

    long refused() {
        return refused.get();
    }

    /**
     * Returns the response with a stream that counts while it is open, or 503 if a limit is reached. Returns a response
     * without a stream unchanged.
     */
    ResponseEntity<Flux<ServerSentEvent<String>>> within(
            ResponseEntity<Flux<ServerSentEvent<String>>> response, String viewer, int ids) {
        Flux<ServerSentEvent<String>> stream = response.getBody();
        if (stream == null) {
            return response;
        }
        if (!streams.canTake(viewer, 1)) {
            return tooMuch("max-streams");
        }
        return watches.canTake(viewer, ids)
                ? ResponseEntity.ok().headers(response.getHeaders()).body(counted(stream, viewer, ids))
                : tooMuch("max-watches");
    }

    private ResponseEntity<Flux<ServerSentEvent<String>>> tooMuch(String limit) {
        return refused(
                limit,
                ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
    }

    /** Returns an empty stream, after which the browser reconnects, if other streams have taken the quota meanwhile. */
    private Flux<ServerSentEvent<String>> counted(Flux<ServerSentEvent<String>> stream, String viewer, int ids) {
        return Flux.defer(() -> {
            if (!streams.take(viewer, 1)) {
                count("max-streams");
                return Flux.empty();
            }
            if (!watches.take(viewer, ids)) {
                streams.release(viewer, 1);
                count("max-watches");
                return Flux.empty();
            }
            return stream.doFinally(end -> {
                streams.release(viewer, 1);
                watches.release(viewer, ids);
            });
        });
    }

    /** Counts a refusal and returns its response, which has no stream. */
    ResponseEntity<Flux<ServerSentEvent<String>>> refused(String reason, ResponseEntity.HeadersBuilder<?> response) {
        count(reason);
        return response.build();
    }

    private void count(String reason) {
        latest = reason;
        refused.incrementAndGet();
        notLogged.incrementAndGet();
        warn();
    }

    /** Logs the first refusal immediately, and then once a minute the number of further ones. */
    private void warn() {
        if (notLogged.get() > 0 && minute.compareAndSet(false, true)) {
            long number = notLogged.getAndSet(0);
            LOG.atWarn()
                    .addKeyValue("streams", number)
                    .log("refused {} streams of status events, the latest because of {}", number, latest);
            Schedulers.parallel().schedule(this::minuteOver, 1, TimeUnit.MINUTES);
        }
    }

    private void minuteOver() {
        minute.set(false);
        warn();
    }
}
