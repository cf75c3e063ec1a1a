package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import reactor.core.publisher.Mono;

/** Ends a call when the client is closed. */
final class UntilClosed implements Exchange {

    private final ActiveCalls calls;
    private final Exchange next;

    UntilClosed(ActiveCalls calls, Exchange next) {
        this.calls = calls;
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return calls.untilClosed(request::doing, next.send(request));
    }
}
