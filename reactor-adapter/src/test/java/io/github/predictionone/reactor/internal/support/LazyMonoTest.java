package io.github.predictionone.reactor.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class LazyMonoTest {

    private final AtomicInteger made = new AtomicInteger();

    @Test
    @DisplayName("1.1 a lazy value is created once for all subscriptions")
    void once() {
        LazyMono<Integer> lazy = new LazyMono<>(made::incrementAndGet);
        Flux.range(0, 100)
                .flatMap(number -> lazy.get())
                .distinct()
                .as(StepVerifier::create)
                .expectNext(1)
                .verifyComplete();
        assertThat(lazy.get().block()).isEqualTo(1);
    }

    @Test
    @DisplayName("1.10 a lazy value that could not be created is created by the next subscription")
    void failure() {
        LazyMono<Integer> lazy = new LazyMono<>(() -> {
            if (made.incrementAndGet() == 1) {
                throw new UncheckedIOException(new FileNotFoundException("too many open files"));
            }
            return made.get();
        });
        lazy.get().as(StepVerifier::create).verifyError(UncheckedIOException.class);
        assertThat(lazy.get().block()).isEqualTo(2);
        assertThat(lazy.get().block()).isEqualTo(2);
    }

    @Test
    @DisplayName("1.10 a JVM error while a lazy value is created is signalled, and the next subscription creates it")
    void error() {
        LazyMono<Integer> lazy = new LazyMono<>(() -> {
            if (made.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("io/netty/internal/tcnative/SSL");
            }
            return made.get();
        });
        lazy.get()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(
                        failure -> assertThat(JvmError.findIn(failure)).isInstanceOf(NoClassDefFoundError.class));
        assertThat(lazy.get().block()).isEqualTo(2);
    }
}
