package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.ApiRequest;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import reactor.core.publisher.Mono;

/** Spares a service that is down, and its callers the wait. */
final class CircuitBreaking implements Exchange {

    private final CircuitBreaker breaker;
    private final Exchange next;

    CircuitBreaking(CircuitBreaker breaker, Exchange next) {
        this.breaker = breaker;
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return next.send(request)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(
                        CallNotPermittedException.class,
                        open -> new TransportException(
                                request.doing()
                                        + ": not sent, because the circuit breaker is open after too many failures",
                                open,
                                Retryability.LATER));
    }
}
