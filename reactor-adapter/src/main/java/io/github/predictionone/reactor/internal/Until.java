package io.github.predictionone.reactor.internal;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a signal from elsewhere ends. Reactor's own operator completes a subscriber that another thread is just giving its
 * subscription, and what has no subscription yet may then wait for ever: here the subscription always comes first.
 */
public final class Until {

    private Until() {}

    public static <T> Flux<T> signalled(Flux<T> stream, Publisher<?> signal) {
        return stream.takeUntilOther(signal).delaySubscription(Mono.empty());
    }

    public static <T> Mono<T> signalled(Mono<T> call, Publisher<?> signal) {
        return call.takeUntilOther(signal).delaySubscription(Mono.empty());
    }
}
