package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.ApiRequest;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Spares a service that is down, and its callers the wait. */
final class CircuitBreaking implements Exchange {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.circuitbreaker");

    private final CircuitBreaker breaker;
    private final Exchange next;
    private boolean open;

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
                tell(breaker.getState());
            }
        }
    }

    /** Looked at from here: one consumer of the breaker's events would have it make an event of every call. */
    private void tell(CircuitBreaker.State state) {
        if (!open && state == CircuitBreaker.State.OPEN) {
            open = true;
            LOG.atWarn()
                    .addKeyValue("circuitBreaker", breaker.getName())
                    .addKeyValue("failureRate", breaker.getMetrics().getFailureRate())
                    .log("circuit breaker opened after too many failures: calls are not sent for a while");
        } else if (open && state == CircuitBreaker.State.CLOSED) {
            open = false;
            LOG.atInfo()
                    .addKeyValue("circuitBreaker", breaker.getName())
                    .log("circuit breaker closed: the service answers again");
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
