package io.github.predictionone.reactor.internal.upload;

import io.github.predictionone.reactor.internal.support.SafeTakeUntil;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.upload.UploadBody.Mark;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks from the side how an upload gets on: that costs the transfer nothing. */
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
     * Fails when nothing has moved for too long, be it the body or the beginning of the answer to it. Waiting for a
     * connection does not count.
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
                        sink.error(new TimeoutException("nothing moved within " + limit));
                    }
                })
                .then(Mono.never());
    }

    /** Returns when the latest sign of progress was seen. */
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
