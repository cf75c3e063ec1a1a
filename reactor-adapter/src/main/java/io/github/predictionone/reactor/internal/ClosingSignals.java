package io.github.predictionone.reactor.internal;

import io.github.predictionone.reactor.internal.support.Time;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Delivers the signals with which a closed client ends calls and watches, and completes when all are delivered. */
final class ClosingSignals implements Executor {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Time time;
    private final Sinks.Empty<Void> delivered = Sinks.empty();
    // Starts at 1, for signals that may still be added; delivered() takes that back.
    private final AtomicInteger pending = new AtomicInteger(1);

    ClosingSignals(Time time) {
        this.time = time;
    }

    @Override
    public void execute(Runnable signal) {
        pending.incrementAndGet();
        time.deliver(() -> {
            try {
                signal.run();
            } finally {
                done();
            }
        });
    }

    private void done() {
        if (pending.decrementAndGet() == 0) {
            delivered.tryEmitEmpty();
        }
    }

    /** Completes after the last signal, or after 5 s, because a subscriber may block. Must be called once. */
    Mono<Void> delivered() {
        done();
        return delivered.asMono().timeout(LIMIT, Mono.empty(), time.scheduler());
    }
}
