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
 * A call whose subscribers share it while it is under way. The next subscription makes a new call. The call is cancelled
 * when its last subscriber is.
 *
 * <p>Reactor's {@code share()} does that as well, but a subscription at the moment of the call's end may never complete.
 */
public final class OneCall<T> {

    private static final class UnderWay<T> {

        private final Sinks.One<T> result = Sinks.one();
        private final Disposable.Swap request = Disposables.swap();
        // Under the lock of the OneCall.
        private int subscribers;
    }

    private final Mono<T> call;

    @GuardedBy("this")
    private @Nullable UnderWay<T> underWay;

    public OneCall(Mono<T> call) {
        this.call = call;
    }

    /** The result of the call under way, or of a new one. */
    public Mono<T> result() {
        return Mono.deferContextual(context -> {
            UnderWay<T> joined;
            boolean first;
            synchronized (this) {
                joined = Objects.requireNonNullElseGet(underWay, UnderWay::new);
                first = joined != underWay;
                underWay = joined;
                joined.subscribers++;
            }
            if (first) {
                joined.request.update(call.subscribe(
                        value -> {
                            over(joined);
                            joined.result.tryEmitValue(value);
                        },
                        failure -> {
                            over(joined);
                            joined.result.tryEmitError(failure);
                        },
                        () -> {
                            over(joined);
                            joined.result.tryEmitEmpty();
                        },
                        Context.of(context)));
            }
            return joined.result.asMono().doFinally(end -> left(joined));
        });
    }

    private synchronized void over(UnderWay<T> call) {
        if (underWay == call) {
            underWay = null;
        }
    }

    private void left(UnderWay<T> joined) {
        synchronized (this) {
            joined.subscribers--;
            if (joined.subscribers > 0) {
                return;
            }
            over(joined);
        }
        joined.request.dispose();
    }
}
