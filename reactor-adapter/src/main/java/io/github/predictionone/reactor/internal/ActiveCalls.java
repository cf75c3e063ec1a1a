package io.github.predictionone.reactor.internal;

import io.github.predictionone.ClientClosedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/** The calls that are under way, so that closing the client ends them. */
public final class ActiveCalls {

    private final Set<Call<?>> calls = ConcurrentHashMap.newKeySet();
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private volatile boolean closed;

    /** The same call, ended by an error that says so when the client is closed. */
    public <T> Mono<T> untilClosed(Supplier<String> doing, Mono<T> call) {
        return Mono.create(sink -> {
            Call<T> active = new Call<>(doing, sink);
            calls.add(active);
            sink.onDispose(() -> {
                calls.remove(active);
                active.dispose();
            });
            if (closed) {
                active.close();
            } else {
                call.subscribe(active);
            }
        });
    }

    /** The same for a stream. */
    public <T> Flux<T> untilClosed(Supplier<String> doing, Flux<T> stream) {
        return Flux.defer(() -> {
            AtomicBoolean cut = new AtomicBoolean();
            // Completed first and made an error then: an error of the other would not cancel the stream.
            return Until.signalled(stream, closing.asMono().doOnTerminate(() -> cut.set(true)))
                    .concatWith(Mono.defer(() -> cut.get() ? Mono.error(closedException(doing.get())) : Mono.empty()));
        });
    }

    public void close() {
        closed = true;
        calls.forEach(Call::close);
        closing.tryEmitEmpty();
    }

    private static ClientClosedException closedException(String doing) {
        return new ClientClosedException(doing + ": the client is closed");
    }

    private static final class Call<T> extends BaseSubscriber<T> {

        private final Supplier<String> doing;
        private final MonoSink<T> sink;

        Call(Supplier<String> doing, MonoSink<T> sink) {
            this.doing = doing;
            this.sink = sink;
        }

        void close() {
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
