package io.github.predictionone.reactor.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.testsupport.LostCancellations;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.util.RaceTestUtils;

class SafeConcatTest {

    private final AtomicInteger running = new AtomicInteger();
    private final Flux<String> second = Flux.<String>never()
            .doOnSubscribe(subscription -> running.incrementAndGet())
            .doOnCancel(running::decrementAndGet);

    @Test
    @DisplayName("1.6 5.3 a cancellation that Reactor loses between two streams still cancels the second stream")
    void lost() {
        Disposable both = LostCancellations.in(
                operator -> operator.stepName().contains("ConcatArray"),
                () -> SafeConcat.of(Flux.just("first"), second).subscribe());
        assertThat(running).hasValue(1);
        both.dispose();
        assertThat(running).hasValue(0);
    }

    @Test
    @DisplayName("1.6 5.3 a cancellation while the second stream replaces the first leaves neither of them running")
    void inBetween() {
        for (int i = 0; i < 20_000; i++) {
            Sinks.Many<String> first = Sinks.many().unicast().onBackpressureBuffer();
            Disposable both = SafeConcat.of(first.asFlux(), second).subscribe();
            first.tryEmitNext("first").orThrow();
            RaceTestUtils.race(first::tryEmitComplete, both::dispose);
            assertThat(running).hasValue(0);
        }
    }

    @Test
    @DisplayName("1.6 concatenated streams do not complete once they are cancelled")
    void cancelled() {
        AtomicInteger completed = new AtomicInteger();
        SafeConcat.of(Flux.just("first"), second)
                .doOnComplete(completed::incrementAndGet)
                .subscribe()
                .dispose();
        assertThat(completed).hasValue(0);
    }

    @Test
    @DisplayName("4.2 the second of two concatenated streams gets the remaining demand, and its failure fails both")
    void demand() {
        Flux<String> broken = Flux.just("second").concatWith(Flux.error(new IllegalStateException("broken")));
        StepVerifier.create(SafeConcat.of(Flux.just("first"), broken), 1)
                .expectNext("first")
                .expectNoEvent(Duration.ZERO)
                .thenRequest(1)
                .expectNext("second")
                .verifyErrorMessage("broken");
    }
}
