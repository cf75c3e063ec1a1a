package io.github.predictionone.reactor.internal.upload;

import io.github.predictionone.reactor.internal.support.Time;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Calls a listener of the application on delivery threads, with one value after another. A slow listener gets only the
 * latest value; a listener that throws is not called again.
 */
final class ListenerNotifier<T> implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.transfers");

    private final Consumer<? super T> listener;
    private final Time time;
    private final AtomicReference<@Nullable T> latest = new AtomicReference<>();
    private final AtomicInteger wip = new AtomicInteger();
    private final Sinks.Empty<Void> end = Sinks.empty();
    private volatile boolean ending;
    private volatile boolean stopped;

    ListenerNotifier(Consumer<? super T> listener, Time time) {
        this.listener = listener;
        this.time = time;
    }

    void post(T value) {
        latest.set(value);
        schedule();
    }

    /** Completes when the listener has received the last value. */
    Mono<Void> end() {
        return Mono.defer(() -> {
            ending = true;
            schedule();
            return end.asMono();
        });
    }

    /** Stops calling the listener, since the upload has failed or was cancelled. */
    void stop() {
        stopped = true;
    }

    private void schedule() {
        if (wip.getAndIncrement() == 0) {
            time.callBack(this);
        }
    }

    @Override
    public void run() {
        int missed = 1;
        while (missed != 0) {
            boolean last = ending;
            T value = latest.getAndSet(null);
            if (value != null && !stopped) {
                call(value);
            }
            if (last) {
                end.tryEmitEmpty();
            }
            missed = wip.addAndGet(-missed);
        }
    }

    private void call(T value) {
        try {
            listener.accept(value);
        } catch (Throwable e) {
            stopped = true;
            LOG.atWarn()
                    .setCause(e)
                    .log(
                            "progress listener threw {}, not calling it again",
                            e.getClass().getName());
        }
    }
}
