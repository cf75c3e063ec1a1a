package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.Instrumentation.Operation;
import io.github.predictionone.reactor.Instrumentation.Outcome;
import io.github.predictionone.reactor.internal.support.ObservedOperations;
import io.github.predictionone.reactor.internal.support.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import reactor.core.publisher.Mono;

/** Logs the outcome of each call. */
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
        return LOG.isDebugEnabled()
                ? ObservedOperations.mono(context -> new Logged(request), logged -> next.send(request))
                : next.send(request);
    }

    private final class Logged implements Operation {

        private final ApiRequest<?> request;
        private final long start = time.millis();

        Logged(ApiRequest<?> request) {
            this.request = request;
        }

        @Override
        public void ended(Outcome outcome, @Nullable Throwable failure) {
            LoggingEventBuilder line = about(LOG.atDebug(), request).addKeyValue("millis", time.millis() - start);
            if (failure != null) {
                // The message already begins with request.doing().
                line.addKeyValue("exception", failure.getClass().getSimpleName())
                        .log(failure.getMessage());
            } else {
                line.log("{}: {}", request.doing(), outcome == Outcome.SUCCESS ? "answered" : "cancelled");
            }
        }
    }

    static LoggingEventBuilder about(LoggingEventBuilder event, ApiRequest<?> request) {
        return event.addKeyValue("call", request.endpoint().title()).addKeyValue("subject", request.subject());
    }
}
