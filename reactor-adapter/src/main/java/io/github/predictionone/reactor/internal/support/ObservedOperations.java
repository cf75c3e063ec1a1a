package io.github.predictionone.reactor.internal.support;

import io.github.predictionone.reactor.Instrumentation.Operation;
import io.github.predictionone.reactor.Instrumentation.Outcome;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Notifies an instrumentation when something begins, and how it ends: once, and before the subscriber is notified. */
public final class ObservedOperations {

    private ObservedOperations() {}

    public static <O extends Operation, T> Mono<T> mono(Function<ContextView, O> start, Function<O, Mono<T>> work) {
        return Mono.usingWhen(
                started(start),
                work,
                operation -> ended(operation, Outcome.SUCCESS),
                (operation, failure) -> failed(operation, failure),
                operation -> ended(operation, Outcome.CANCELLED));
    }

    public static <O extends Operation, T> Flux<T> flux(Function<ContextView, O> start, Function<O, Flux<T>> work) {
        return Flux.usingWhen(
                started(start),
                work,
                operation -> ended(operation, Outcome.SUCCESS),
                (operation, failure) -> failed(operation, failure),
                operation -> ended(operation, Outcome.CANCELLED));
    }

    private static <O> Mono<O> started(Function<ContextView, O> start) {
        return Mono.deferContextual(context -> Mono.just(start.apply(context)));
    }

    private static Mono<Void> ended(Operation operation, Outcome outcome) {
        return Mono.fromRunnable(() -> operation.ended(outcome, null));
    }

    private static Mono<Void> failed(Operation operation, Throwable failure) {
        return Mono.fromRunnable(() -> operation.ended(Outcome.ERROR, failure));
    }
}
