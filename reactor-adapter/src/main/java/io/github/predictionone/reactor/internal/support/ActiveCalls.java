package io.github.predictionone.reactor.internal.support;

import io.github.predictionone.ClientClosedException;
import io.github.predictionone.reactor.PredictionOneClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * The active calls of a client, which end when it is closed. The caller's {@code onErrorContinue} has no effect
 * upstream of this class.
 */
public final class ActiveCalls {

    private static final Logger LOG = LoggerFactory.getLogger(PredictionOneClient.class);

    /** An active call or stream. */
    private interface Active {

        /** Stops the work, without a signal. */
        void stop();

        /** Signals the end, which may block. */
        void end();
    }

    private final Set<Active> active = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Returns the call, which ends with a {@code ClientClosedException} if the client is closed. */
    public <T> Mono<T> untilClosed(Supplier<String> doing, Mono<T> call) {
        return Mono.create(sink -> {
            Call<T> started = new Call<>(doing, sink);
            active.add(started);
            sink.onDispose(() -> {
                active.remove(started);
                started.finished();
            });
            if (closed) {
                started.end();
            } else if (sink.contextView().isEmpty() || sink.contextView().hasKey(Requester.class)) {
                call.subscribe(started);
            } else {
                call.onErrorStop().subscribe(started);
            }
        });
    }

    /** Returns the stream, which ends in the same way. */
    public <T> Flux<T> untilClosed(Supplier<String> doing, Flux<T> stream) {
        return Flux.defer(() -> {
            Stream started = new Stream();
            active.add(started);
            if (closed) {
                active.remove(started);
                return Flux.error(closedException(doing.get()));
            }
            // The signal completes the stream, and the error follows: an error as the signal would not cancel the
            // stream.
            return SafeTakeUntil.other(
                            stream.onErrorStop().doOnSubscribe(started::subscribed), started.closing.asMono())
                    .concatWith(Mono.defer(
                            () -> started.closedEarly ? Mono.error(closedException(doing.get())) : Mono.empty()))
                    .doFinally(end -> active.remove(started));
        });
    }

    /** Stops all calls, and lets the executor signal the end of each; ends every later call immediately. */
    public void close(Executor signals) {
        closed = true;
        for (Active started : active) {
            try {
                started.stop();
            } catch (Throwable e) {
                LOG.atWarn().setCause(e).log("stopping a call failed: {}", e.toString());
            }
            signals.execute(started::end);
        }
    }

    private static ClientClosedException closedException(String doing) {
        return new ClientClosedException(doing + ": the client is closed");
    }

    private static final class Stream implements Active {

        private final Disposable.Swap upstream = Disposables.swap();
        private final Sinks.Empty<Void> closing = Sinks.empty();
        private volatile boolean closedEarly;

        void subscribed(Subscription subscription) {
            upstream.update(subscription::cancel);
        }

        @Override
        public void stop() {
            upstream.dispose();
        }

        @Override
        public void end() {
            closedEarly = true;
            closing.tryEmitEmpty();
        }
    }

    private static final class Call<T> extends BaseSubscriber<T> implements Active {

        private final Supplier<String> doing;
        private final MonoSink<T> sink;
        private volatile boolean finished;

        Call(Supplier<String> doing, MonoSink<T> sink) {
            this.doing = doing;
            this.sink = sink;
        }

        void finished() {
            finished = true;
            dispose();
        }

        @Override
        public void stop() {
            dispose();
        }

        @Override
        public void end() {
            if (!finished) {
                sink.error(closedException(doing.get()));
            }
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
