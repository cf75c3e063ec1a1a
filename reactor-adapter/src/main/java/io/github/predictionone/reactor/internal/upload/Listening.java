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
final class Listening<T> implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.transfers");

    private final Consumer<? super T> listener;
    private final Time time;
    private final AtomicReference<@Nullable T> latest = new AtomicReference<>();
    private final AtomicInteger tellings = new AtomicInteger();
    private final Sinks.Empty<Void> end = Sinks.empty();
    private volatile boolean ended;
    private volatile boolean over;

    Listening(Consumer<? super T> listener, Time time) {
        this.listener = listener;
        this.time = time;
    }

    void tell(T value) {
        latest.set(value);
        goOn();
    }

    /** Completes when the listener has received the last value. */
    Mono<Void> end() {
        return Mono.defer(() -> {
            ended = true;
            goOn();
            return end.asMono();
        });
    }

    /** The upload has failed or was cancelled: the listener is not called any more. */
    void stop() {
        over = true;
    }

    private void goOn() {
        if (tellings.getAndIncrement() == 0) {
            time.callBack(this);
        }
    }

    @Override
    public void run() {
        int missed = 1;
        while (missed != 0) {
            boolean last = ended;
            T value = latest.getAndSet(null);
            if (value != null && !over) {
                call(value);
            }
            if (last) {
                end.tryEmitEmpty();
            }
            missed = tellings.addAndGet(-missed);
        }
    }

    private void call(T value) {
        try {
            listener.accept(value);
        } catch (Throwable e) {
            over = true;
            LOG.atWarn()
                    .setCause(e)
                    .log(
                            "a progress listener threw {}: it is not called again",
                            e.getClass().getName());
        }
    }
}
