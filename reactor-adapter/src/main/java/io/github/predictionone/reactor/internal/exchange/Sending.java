package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.Instrumentation.Operation;
import io.github.predictionone.reactor.Instrumentation.Outcome;
import io.github.predictionone.reactor.internal.support.Requester;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Sends each request when its turn has come. */
final class Sending implements Exchange {

    private final SendQueue queue;
    private final Destination to;
    private final Optional<Instrumentation> instrumentation;
    private final Exchange next;

    /** Creates an exchange to a destination of the queue. */
    Sending(SendQueue queue, Destination to, Optional<Instrumentation> instrumentation, Exchange next) {
        this.queue = queue;
        this.to = to;
        this.instrumentation = instrumentation;
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return Mono.defer(() -> {
            if (to.circuit().verdict() == Circuit.Verdict.REFUSES) {
                return Mono.error(to.circuit().refusal(request.doing()));
            }
            Turn turn = queue.tryEnter(to, request);
            return turn == null
                    ? observed(queue.enter(to, request)).flatMap(late -> late.around(next.send(request)))
                    : turn.around(next.send(request));
        });
    }

    /**
     * Observes the wait without an operator that buffers the turn, because a turn that is lost there is never released.
     */
    private Mono<Turn> observed(Mono<Turn> wait) {
        return instrumentation
                .map(observer -> Mono.deferContextual(context -> {
                    Operation operation =
                            observer.permitWaitStarted(Requester.of(context).lane(), context);
                    return wait.doOnSuccess(turn -> operation.ended(Outcome.SUCCESS, null))
                            .doOnError(failure -> operation.ended(Outcome.ERROR, failure))
                            .doOnCancel(() -> operation.ended(Outcome.CANCELLED, null));
                }))
                .orElse(wait);
    }
}
