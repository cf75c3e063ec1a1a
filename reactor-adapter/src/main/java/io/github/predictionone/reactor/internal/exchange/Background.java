package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.wire.ApiRequest;
import reactor.core.publisher.Mono;

/** Marks calls that the client makes on behalf of several subscribers. */
final class Background implements Exchange {

    private final Exchange next;

    Background(Exchange next) {
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return next.send(request).contextWrite(context -> context.put(Background.class, true));
    }
}
