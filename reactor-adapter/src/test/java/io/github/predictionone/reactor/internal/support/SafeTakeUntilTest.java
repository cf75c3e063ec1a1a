package io.github.predictionone.reactor.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class SafeTakeUntilTest {

    static List<Function<Mono<Void>, Publisher<Object>>> endings() {
        return List.of(
                signal -> SafeTakeUntil.other(Flux.never(), signal).hide(),
                signal -> SafeTakeUntil.other(Mono.never(), signal).hide());
    }

    @ParameterizedTest
    @MethodSource("endings")
    @DisplayName("1.7 5.6 an end signal from another thread during subscription completes the stream after onSubscribe")
    void whileSubscribing(Function<Mono<Void>, Publisher<Object>> ending) {
        Sinks.Empty<Void> signal = Sinks.empty();
        List<String> seen = new CopyOnWriteArrayList<>();
        ending.apply(signal.asMono()).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                CompletableFuture.runAsync(signal::tryEmitEmpty).join();
                seen.add("subscribed");
                requestUnbounded();
            }

            @Override
            protected void hookOnComplete() {
                seen.add("completed");
            }
        });
        assertThat(seen).containsExactly("subscribed", "completed");
    }
}
