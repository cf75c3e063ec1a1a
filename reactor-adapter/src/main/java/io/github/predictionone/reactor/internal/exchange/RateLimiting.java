package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.ApiRequest;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Lets a request through when it is its turn and the limiter has a permit for it. */
final class RateLimiting implements Exchange {

    private final PermitQueue permits;
    private final UnaryOperator<Mono<Void>> waiting;
    private final Exchange next;

    /** The operator is put around each wait. */
    RateLimiting(PermitQueue permits, UnaryOperator<Mono<Void>> waiting, Exchange next) {
        this.permits = permits;
        this.waiting = waiting;
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return Mono.defer(() -> permits.tryAcquire()
                ? next.send(request)
                : waiting.apply(permits.acquire(request.doing())).then(Mono.defer(() -> next.send(request))));
    }
}
