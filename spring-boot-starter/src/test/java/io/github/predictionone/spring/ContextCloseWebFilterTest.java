package io.github.predictionone.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ContextCloseWebFilterTest {

    private final GenericApplicationContext application = new GenericApplicationContext();
    private final ContextCloseWebFilter filter = new ContextCloseWebFilter(application);

    /** Returns a stream that only the filter can end. */
    private Mono<Void> stream() {
        MockServerWebExchange exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get("/").build());
        return filter.filter(exchange, same -> StatusEvents.sse(Flux.never()).then());
    }

    @Test
    @DisplayName("streams end when their application closes, even if opened later, but not when another context closes")
    void ends() {
        stream()
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> filter.onApplicationEvent(new ContextClosedEvent(new GenericApplicationContext())))
                .expectNoEvent(Duration.ofMillis(50))
                .then(() -> filter.onApplicationEvent(new ContextClosedEvent(application)))
                .verifyComplete();
        stream().as(StepVerifier::create).verifyComplete();
    }

    @Test
    @DisplayName("a stream subscribed to while its application closes completes after onSubscribe")
    void endsWhileSubscribing() {
        List<String> seen = new CopyOnWriteArrayList<>();
        stream().subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                CompletableFuture.runAsync(() -> filter.onApplicationEvent(new ContextClosedEvent(application)))
                        .join();
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
