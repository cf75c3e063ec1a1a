package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.internal.support.Time;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Lets application code change answers, on threads that may block, after the request has released its connection. */
final class CallingBack implements Exchange {

    private final Exchange next;
    private final Time time;

    CallingBack(Exchange next, Time time) {
        this.next = next;
        this.time = time;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        UnaryOperator<T> callback = request.decoder().callback();
        return callback == null
                ? next.send(request)
                : next.send(request)
                        .publishOn(time.callbacks())
                        .map(answer -> new Answer<>(callback.apply(answer.value()), answer.retryAfter()));
    }
}
