package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.Instrumentation.ApiCall;
import io.github.predictionone.reactor.Instrumentation.Call;
import io.github.predictionone.reactor.internal.support.ObservedOperations;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Reports each call to an instrumentation, and puts it into Reactor's context for the inner exchanges. */
final class Observing implements Exchange {

    private final Instrumentation instrumentation;
    private final Exchange next;

    Observing(Instrumentation instrumentation, Exchange next) {
        this.instrumentation = instrumentation;
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return ObservedOperations.mono(
                context -> instrumentation.callStarted(described(request, context), context),
                call -> next.send(request)
                        .contextWrite(context -> call.contextOf(context).put(Call.class, call)));
    }

    private static ApiCall described(ApiRequest<?> request, ContextView context) {
        return new ApiCall(request.endpoint().method(), request.endpoint().path(), context.hasKey(Background.class));
    }

    /** Reports each attempt; its place is inside the retries. */
    static final class Attempts implements Exchange {

        private final Exchange next;

        Attempts(Exchange next) {
            this.next = next;
        }

        @Override
        public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
            return Mono.deferContextual(context -> {
                context.get(Call.class).attempted();
                return next.send(request);
            });
        }
    }
}
