package io.github.predictionone.spring;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ContextCloseWebFilterTest {

    private final GenericApplicationContext application = new GenericApplicationContext();
    private final ContextCloseWebFilter filter = new ContextCloseWebFilter(application);

    /** A stream that ends with nothing else. */
    private Mono<Void> stream() {
        MockServerWebExchange exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get("/").build());
        return filter.filter(exchange, same -> StatusEvents.sse(Flux.never()).then());
    }

    @Test
    @DisplayName("streams end with their application, those that come later too; not with another context")
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
}
