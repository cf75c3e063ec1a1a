package io.github.predictionone.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.training.StatusEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;

class SseStreamTest {

    private static final String HOOK = "lost cancellation";

    private final AtomicInteger watching = new AtomicInteger();
    private final AtomicInteger concats = new AtomicInteger();
    private final Flux<StatusEvent> events = Flux.<StatusEvent>never()
            .doOnSubscribe(subscription -> watching.incrementAndGet())
            .doOnCancel(watching::decrementAndGet);

    @Test
    @DisplayName("1.6 a browser whose departure Reactor loses after the first frame leaves no watch behind")
    void leavesAtOnce() {
        Hooks.onEachOperator(
                HOOK,
                Operators.<Object>lift(
                        // The first one adds the end of the stream, the second one the first frame.
                        operator -> operator.stepName().contains("ConcatArray") && concats.incrementAndGet() == 2,
                        (operator, next) -> loser(next)));
        Disposable browser;
        try {
            browser =
                    SseStream.ofOne(events, null, false, SseOptions.defaults()).subscribe();
        } finally {
            Hooks.resetOnEachOperator(HOOK);
        }
        assertThat(watching).hasValue(1);
        browser.dispose();
        assertThat(watching).hasValue(0);
    }

    /** Cancels nothing. */
    private static BaseSubscriber<Object> loser(CoreSubscriber<? super Object> next) {
        return new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription upstream) {
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
            protected void hookOnNext(Object value) {
                next.onNext(value);
            }

            @Override
            protected void hookOnError(Throwable failure) {
                next.onError(failure);
            }

            @Override
            protected void hookOnComplete() {
                next.onComplete();
            }
        };
    }
}
