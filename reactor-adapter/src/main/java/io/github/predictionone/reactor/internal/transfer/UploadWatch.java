package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.reactor.internal.Time;
import io.github.predictionone.training.UploadProgress;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks from the side how an upload gets on: that costs the transfer nothing. */
final class UploadWatch {

    private static final Duration PERIOD = Duration.ofMillis(100);

    private final UploadBody body;
    private final UploadContent content;
    private final Duration limit;
    private final Time time;
    private final Consumer<UploadProgress> progress;
    private long lastSent;
    private long lastSign;

    UploadWatch(UploadBody body, UploadContent content, Duration limit, Time time, Consumer<UploadProgress> progress) {
        this.body = body;
        this.content = content;
        this.limit = limit;
        this.time = time;
        this.progress = progress;
        this.lastSign = time.millis();
    }

    /** Errs when nothing has moved for too long, be it the body or the answer to it. */
    Mono<Void> stalled() {
        return Flux.interval(PERIOD, time.scheduler())
                .<Void>handle((tick, sink) -> {
                    long sent = body.sent();
                    long now = time.millis();
                    if (sent != lastSent) {
                        lastSent = sent;
                        lastSign = now;
                        report(sent);
                    } else if (now - lastSign >= Time.millis(limit)) {
                        sink.error(stalled(limit));
                    }
                })
                .then();
    }

    void report(long sent) {
        progress.accept(new UploadProgress(content.file(), sent, content.length()));
    }

    static TimeoutException stalled(Duration limit) {
        return new TimeoutException("nothing moved within " + limit);
    }
}
