package io.github.predictionone.reactor.internal.support;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends streams and calls on a signal. {@code takeUntilOther} may call {@code onComplete} while another thread still
 * calls {@code onSubscribe}, and an operator that is not ready by then never ends. Here, {@code onSubscribe} has always
 * returned first.
 */
public final class SafeTakeUntil {

    private SafeTakeUntil() {}

    /** Completes a stream when the signal completes. */
    public static <T> Flux<T> other(Flux<T> stream, Publisher<?> signal) {
        return stream.takeUntilOther(signal).delaySubscription(Mono.empty());
    }

    /** Completes a call without a value when the signal completes. */
    public static <T> Mono<T> other(Mono<T> call, Publisher<?> signal) {
        return call.takeUntilOther(signal).delaySubscription(Mono.empty());
    }
}
