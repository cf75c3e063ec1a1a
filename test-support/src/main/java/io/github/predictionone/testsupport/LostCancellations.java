package io.github.predictionone.testsupport;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Scannable;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;

/** Simulates a Reactor operator that does not pass on a cancellation, as can happen in a race. */
public final class LostCancellations {

    private static final String HOOK = "lost cancellations";

    private LostCancellations() {}

    /** Subscribes while the matching operators lose every cancellation. */
    public static Disposable in(Predicate<Scannable> operators, Supplier<Disposable> subscription) {
        Hooks.onEachOperator(
                HOOK, Operators.<Object>lift(operators, (operator, next) -> new WithoutCancellation(next)));
        try {
            return subscription.get();
        } finally {
            Hooks.resetOnEachOperator(HOOK);
        }
    }

    private record WithoutCancellation(CoreSubscriber<? super Object> next) implements CoreSubscriber<Object> {

        @Override
        public void onSubscribe(Subscription upstream) {
            next.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {
                    upstream.request(n);
                }

                @Override
                public void cancel() {}
            });
        }

        @Override
        public void onNext(Object value) {
            next.onNext(value);
        }

        @Override
        public void onError(Throwable failure) {
            next.onError(failure);
        }

        @Override
        public void onComplete() {
            next.onComplete();
        }
    }
}
