package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.wire.ApiRequest;
import reactor.core.publisher.Mono;

/**
 * Sends requests. Returns at once, never throws, never blocks; each subscription is a call of its own, and signals one
 * answer or a {@code PredictionOneException}.
 */
public interface Exchange {

    <T> Mono<Answer<T>> send(ApiRequest<T> request);
}
