package io.github.predictionone.reactor.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ClientClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

class ActiveCallsTest {

    private final ActiveCalls calls = new ActiveCalls();

    @Test
    @DisplayName("1.7 closing the client fails a stream with an error that says so and cancels its source")
    void stream() {
        TestPublisher<String> network = TestPublisher.create();
        calls.untilClosed(() -> "stream of t-1", network.flux())
                .as(StepVerifier::create)
                .then(() -> network.next("first"))
                .expectNext("first")
                .then(() -> calls.close(Runnable::run))
                .verifyErrorSatisfies(ActiveCallsTest::saysSo);
        network.assertCancelled();
    }

    @Test
    @DisplayName("1.7 closing the client fails a call with an error that says so and cancels its source")
    void call() {
        TestPublisher<String> network = TestPublisher.create();
        calls.untilClosed(() -> "stream of t-1", network.mono())
                .as(StepVerifier::create)
                .then(() -> calls.close(Runnable::run))
                .verifyErrorSatisfies(ActiveCallsTest::saysSo);
        network.assertCancelled();
    }

    @Test
    @DisplayName("1.7 closing the client cancels all sources at once, before it notifies any subscriber")
    void stopped() {
        List<Runnable> signals = new ArrayList<>();
        TestPublisher<String> call = TestPublisher.create();
        TestPublisher<String> stream = TestPublisher.create();
        List<Throwable> ends = new ArrayList<>();
        calls.untilClosed(() -> "stream of t-1", call.mono()).subscribe(value -> {}, ends::add);
        calls.untilClosed(() -> "stream of t-1", stream.flux()).subscribe(value -> {}, ends::add);
        calls.close(signals::add);
        call.assertCancelled();
        stream.assertCancelled();
        assertThat(ends).isEmpty();
        signals.forEach(Runnable::run);
        assertThat(ends).hasSize(2).allSatisfy(ActiveCallsTest::saysSo);
    }

    @Test
    @DisplayName("1.7 a call that is cancelled while the client closes drops no error")
    void cancelledAtTheEnd() {
        List<Runnable> signals = new ArrayList<>();
        List<Throwable> dropped = new ArrayList<>();
        Disposable cancelled = calls.untilClosed(() -> "stream of t-1", Mono.never())
                .contextWrite(Context.of("reactor.onErrorDropped.local", (Consumer<Throwable>) dropped::add))
                .subscribe();
        calls.close(signals::add);
        cancelled.dispose();
        signals.forEach(Runnable::run);
        assertThat(dropped).isEmpty();
    }

    @Test
    @DisplayName("1.7 closing the client does not affect a stream that has completed, and fails a later call")
    void ended() {
        calls.untilClosed(() -> "stream of t-1", Flux.just("first", "last"))
                .as(StepVerifier::create)
                .expectNext("first", "last")
                .verifyComplete();
        calls.close(Runnable::run);
        calls.untilClosed(() -> "call", Mono.just("late"))
                .as(StepVerifier::create)
                .verifyError(ClientClosedException.class);
    }

    private static void saysSo(Throwable failure) {
        assertThat(failure).isInstanceOf(ClientClosedException.class).hasMessageContaining("stream of t-1");
    }
}
