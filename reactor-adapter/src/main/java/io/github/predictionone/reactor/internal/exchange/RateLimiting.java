package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.ApiRequest;
import reactor.core.publisher.Mono;

/** Lets a request through when it is its turn and the limiter has a permit for it. */
final class RateLimiting implements Exchange {

    private final PermitQueue permits;
    private final Exchange next;

    RateLimiting(PermitQueue permits, Exchange next) {
        this.permits = permits;
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return Mono.defer(() -> permits.tryAcquire()
                ? next.send(request)
                : permits.acquire(request.doing()).then(Mono.defer(() -> next.send(request))));
    }
}
