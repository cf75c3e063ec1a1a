package io.github.predictionone.reactor.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class SharedCallTest {

    private static final int SUBSCRIPTIONS = 200_000;

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final Sinks.One<String> answer = Sinks.one();
    private final SharedCall<String> call = new SharedCall<>(Mono.defer(() -> {
        calls.incrementAndGet();
        return answer.asMono().doOnCancel(cancelled::incrementAndGet);
    }));

    @Test
    @DisplayName("4.9 a subscription joins the shared call that is under way")
    void joined() {
        List<String> results = new ArrayList<>();
        call.result().subscribe(results::add);
        call.result().subscribe(results::add);
        answer.tryEmitValue("answer");
        assertThat(results).containsExactly("answer", "answer");
        assertThat(calls).hasValue(1);
        call.result().subscribe(results::add);
        assertThat(calls).hasValue(2);
    }

    @Test
    @DisplayName("4.9 a failed shared call fails all its subscribers")
    void failed() {
        List<Throwable> failures = new ArrayList<>();
        call.result().subscribe(result -> {}, failures::add);
        call.result().subscribe(result -> {}, failures::add);
        answer.tryEmitError(new IllegalStateException("refused"));
        assertThat(failures).hasSize(2);
    }

    @Test
    @DisplayName("4.9 a shared call is cancelled when its last subscriber cancels")
    void cancelled() {
        Disposable one = call.result().subscribe();
        Disposable two = call.result().subscribe();
        one.dispose();
        assertThat(cancelled).hasValue(0);
        two.dispose();
        assertThat(cancelled).hasValue(1);
    }

    @Test
    @DisplayName("4.9 a subscription at the moment at which a shared call ends still gets a result")
    void atTheEnd() {
        SharedCall<String> brief =
                new SharedCall<>(Mono.fromSupplier(() -> "answer").subscribeOn(Schedulers.parallel()));
        Flux.range(0, SUBSCRIPTIONS)
                .parallel(4)
                .runOn(Schedulers.boundedElastic())
                .flatMap(number -> brief.result(), false, 8)
                .sequential()
                .count()
                .as(StepVerifier::create)
                .expectNext((long) SUBSCRIPTIONS)
                .expectComplete()
                .verify(Duration.ofMinutes(2));
    }
}
