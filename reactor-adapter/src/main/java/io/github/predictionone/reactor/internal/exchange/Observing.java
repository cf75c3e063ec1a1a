package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.ApiRequest;
import io.github.predictionone.reactor.internal.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Logs what became of each call. */
final class Observing implements Exchange {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.calls");

    private final Exchange next;
    private final Time time;

    Observing(Exchange next, Time time) {
        this.next = next;
        this.time = time;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return LOG.isDebugEnabled() ? Mono.defer(() -> logged(request)) : next.send(request);
    }

    private <T> Mono<Answer<T>> logged(ApiRequest<T> request) {
        long start = time.millis();
        return next.send(request)
                .doOnSuccess(answer -> LOG.debug("{}: answered in {} ms", request.doing(), time.millis() - start))
                .doOnError(e -> LOG.debug("failed in {} ms: {}", time.millis() - start, e.getMessage()))
                .doOnCancel(() -> LOG.debug("{}: cancelled after {} ms", request.doing(), time.millis() - start));
    }
}
