package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.ApiRequest;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.atomic.AtomicBoolean;
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
        return Mono.defer(() -> breaker.tryAcquirePermission()
                ? next.send(request).transform(this::recorded)
                : Mono.error(open(request)));
    }

    /** Not by Resilience4j's own operator: its breaker may park the event loop that finds another one recording. */
    private <T> Mono<T> recorded(Mono<T> call) {
        long start = breaker.getCurrentTimestamp();
        AtomicBoolean over = new AtomicBoolean();
        return call.doOnNext(
                        answer -> once(over, () -> breaker.onResult(since(start), breaker.getTimestampUnit(), answer)))
                .doOnError(
                        failure -> once(over, () -> breaker.onError(since(start), breaker.getTimestampUnit(), failure)))
                // Says nothing about the service.
                .doOnCancel(() -> once(over, breaker::releasePermission));
    }

    private void once(AtomicBoolean over, Runnable recording) {
        if (over.compareAndSet(false, true)) {
            synchronized (this) {
                recording.run();
            }
        }
    }

    private long since(long start) {
        return breaker.getCurrentTimestamp() - start;
    }

    private TransportException open(ApiRequest<?> request) {
        return new TransportException(
                request.doing() + ": not sent, because the circuit breaker is open after too many failures",
                CallNotPermittedException.createCallNotPermittedException(breaker),
                Retryability.LATER);
    }
}
