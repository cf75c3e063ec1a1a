package io.github.predictionone.reactor.internal.upload;

import io.github.predictionone.reactor.internal.support.SafeTakeUntil;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.upload.UploadBody.Mark;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Checks the progress of an upload at intervals, which adds no work to the transfer itself. */
final class UploadMonitor {

    private static final Duration PERIOD = Duration.ofMillis(100);

    private final UploadBody body;
    private final Duration limit;
    private final Time time;
    private final LongConsumer progress;
    private volatile long lastSent;
    private Mark lastMark = Mark.NONE;
    private long lastSign;

    UploadMonitor(UploadBody body, Duration limit, Time time, LongConsumer progress) {
        this.body = body;
        this.limit = limit;
        this.time = time;
        this.progress = progress;
    }

    /**
     * Fails if there is no progress for too long before the answer begins. The wait for a connection does not count.
     */
    Mono<Void> stalled() {
        Flux<Long> checks = Flux.defer(() -> {
                    lastSign = time.nanos();
                    return Flux.interval(PERIOD, time.scheduler());
                })
                .delaySubscription(body.whenConnected());
        return SafeTakeUntil.other(checks, body.whenAnswered())
                .<Void>handle((tick, sink) -> {
                    if (time.nanos() - check() >= Time.nanos(limit)) {
                        sink.error(new TimeoutException("no progress within " + limit));
                    }
                })
                .then(Mono.never());
    }

    /** Returns the time of the latest progress. */
    private long check() {
        Mark mark = body.mark();
        if (mark.equals(lastMark)) {
            body.push();
        } else {
            lastMark = mark;
            lastSign = time.nanos();
            report(mark.sent());
        }
        return lastSign;
    }

    void report(long sent) {
        if (sent != lastSent) {
            lastSent = sent;
            progress.accept(sent);
        }
    }
}
