package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.ApiRequest;
import io.github.predictionone.reactor.internal.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import reactor.core.publisher.Mono;

/** Logs what became of each call. */
final class Logging implements Exchange {

    static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.calls");

    private final Exchange next;
    private final Time time;

    Logging(Exchange next, Time time) {
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
                .doOnSuccess(answer -> ended(request, start).log("{}: answered", request.doing()))
                // The message begins with what was being done.
                .doOnError(failure -> ended(request, start)
                        .addKeyValue("exception", failure.getClass().getSimpleName())
                        .log(failure.getMessage()))
                .doOnCancel(() -> ended(request, start).log("{}: cancelled", request.doing()));
    }

    private LoggingEventBuilder ended(ApiRequest<?> request, long start) {
        return about(LOG.atDebug(), request).addKeyValue("millis", time.millis() - start);
    }

    static LoggingEventBuilder about(LoggingEventBuilder event, ApiRequest<?> request) {
        return event.addKeyValue("call", request.endpoint().title()).addKeyValue("subject", request.subject());
    }
}
