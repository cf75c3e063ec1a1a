package io.github.predictionone.reactor.internal.transfer;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/** Work on files, away from the network's threads. A cancellation lets it end: an interruption would close the file. */
final class FileWork<T> {

    private final Callable<? extends @Nullable T> work;
    private final MonoSink<T> sink;
    private volatile boolean cancelled;

    private FileWork(Callable<? extends @Nullable T> work, MonoSink<T> sink) {
        this.work = work;
        this.sink = sink;
    }

    /** What the work brings, and nothing if that is null. */
    static <T> Mono<T> mono(Callable<? extends @Nullable T> work) {
        return Mono.create(sink -> new FileWork<T>(work, sink).start());
    }

    private void start() {
        sink.onCancel(() -> cancelled = true);
        Schedulers.boundedElastic().schedule(this::run);
    }

    private void run() {
        try {
            sink.success(work.call());
        } catch (Throwable e) {
            Exceptions.throwIfJvmFatal(e);
            // Whoever has cancelled is told nothing, and nor is the log.
            if (!cancelled) {
                sink.error(e);
            }
        }
    }
}
