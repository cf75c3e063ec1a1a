package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.internal.support.ObservedOperations;
import reactor.core.publisher.Mono;

/** Reports the polls of watches to an instrumentation. */
final class Polling implements Exchange {

    private final Instrumentation instrumentation;
    private final Exchange next;

    Polling(Instrumentation instrumentation, Exchange next) {
        this.instrumentation = instrumentation;
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return ObservedOperations.mono(instrumentation::pollStarted, poll -> next.send(request));
    }
}
