package io.github.predictionone.reactor.internal;

import io.github.predictionone.ClientClosedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * The calls that are under way, so that closing the client ends them. An {@code onErrorContinue} of the caller has no
 * effect upstream of here.
 */
public final class ActiveCalls {

    private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** The same call, ended by an error that says so when the client is closed. */
    public <T> Mono<T> untilClosed(Supplier<String> doing, Mono<T> call) {
        return Mono.create(sink -> {
            Call<T> active = new Call<>(doing, sink);
            endings.add(active);
            sink.onDispose(() -> {
                endings.remove(active);
                active.dispose();
            });
            if (closed) {
                active.run();
            } else if (sink.contextView().isEmpty()) {
                call.subscribe(active);
            } else {
                call.onErrorStop().subscribe(active);
            }
        });
    }

    /** The same for a stream. */
    public <T> Flux<T> untilClosed(Supplier<String> doing, Flux<T> stream) {
        return Flux.defer(() -> {
            AtomicBoolean cut = new AtomicBoolean();
            Sinks.Empty<Void> closing = Sinks.empty();
            Runnable ending = () -> {
                cut.set(true);
                closing.tryEmitEmpty();
            };
            endings.add(ending);
            if (closed) {
                endings.remove(ending);
                return Flux.error(closedException(doing.get()));
            }
            // Completed first and made an error then: an error of the signal would not cancel the stream.
            return Until.signalled(stream.onErrorStop(), closing.asMono())
                    .concatWith(Mono.defer(() -> cut.get() ? Mono.error(closedException(doing.get())) : Mono.empty()))
                    .doFinally(end -> endings.remove(ending));
        });
    }

    /** Ends all calls, each by a task of its own, and every later one at once. */
    public void close(Executor signals) {
        closed = true;
        endings.forEach(signals::execute);
    }

    private static ClientClosedException closedException(String doing) {
        return new ClientClosedException(doing + ": the client is closed");
    }

    private static final class Call<T> extends BaseSubscriber<T> implements Runnable {

        private final Supplier<String> doing;
        private final MonoSink<T> sink;

        Call(Supplier<String> doing, MonoSink<T> sink) {
            this.doing = doing;
            this.sink = sink;
        }

        /** Ends the call because the client is closed. */
        @Override
        public void run() {
            sink.error(closedException(doing.get()));
        }

        @Override
        protected void hookOnNext(T value) {
            sink.success(value);
        }

        @Override
        protected void hookOnError(Throwable failure) {
            sink.error(failure);
        }

        @Override
        protected void hookOnComplete() {
            sink.success();
        }

        @Override
        public Context currentContext() {
            return Context.of(sink.contextView());
        }
    }
}
