package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.ApiKey;
import io.github.predictionone.internal.wire.ApiRequest;
import reactor.core.publisher.Mono;

/** Authorises every request with the caller's own key. */
final class FixedKey implements Exchange {

    private final ApiKey key;
    private final Exchange next;

    FixedKey(ApiKey key, Exchange next) {
        this.key = key;
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return next.send(request.withKey(key));
    }
}
