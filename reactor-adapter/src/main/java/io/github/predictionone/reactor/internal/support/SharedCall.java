package io.github.predictionone.reactor.internal.support;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * A call whose subscribers share it while it is in flight. The next subscription makes a new call. The call is
 * cancelled when its last subscriber is.
 *
 * <p>Reactor's {@code share()} does that as well, but a subscription at the moment of the call's end may never complete.
 */
public final class SharedCall<T> {

    private static final class InFlight<T> {

        private final Sinks.One<T> result = Sinks.one();
        private final Disposable.Swap request = Disposables.swap();
        // Guarded by the SharedCall.
        private int subscribers;
    }

    private final Mono<T> call;

    @GuardedBy("this")
    private @Nullable InFlight<T> inFlight;

    public SharedCall(Mono<T> call) {
        this.call = call;
    }

    /** Returns the result of the call in flight, or of a new one. */
    public Mono<T> result() {
        return Mono.deferContextual(context -> {
            InFlight<T> joined;
            boolean first;
            synchronized (this) {
                joined = Objects.requireNonNullElseGet(inFlight, InFlight::new);
                first = joined != inFlight;
                inFlight = joined;
                joined.subscribers++;
            }
            if (first) {
                joined.request.update(call.subscribe(
                        value -> {
                            completed(joined);
                            joined.result.tryEmitValue(value);
                        },
                        failure -> {
                            completed(joined);
                            joined.result.tryEmitError(failure);
                        },
                        () -> {
                            completed(joined);
                            joined.result.tryEmitEmpty();
                        },
                        Context.of(context)));
            }
            return joined.result.asMono().doFinally(end -> unsubscribed(joined));
        });
    }

    private synchronized void completed(InFlight<T> call) {
        if (inFlight == call) {
            inFlight = null;
        }
    }

    private void unsubscribed(InFlight<T> joined) {
        synchronized (this) {
            joined.subscribers--;
            if (joined.subscribers > 0) {
                return;
            }
            completed(joined);
        }
        joined.request.dispose();
    }
}
