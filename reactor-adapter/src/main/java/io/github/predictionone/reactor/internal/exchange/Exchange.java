package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.wire.ApiRequest;
import reactor.core.publisher.Mono;

/**
 * Sends requests. The method returns immediately, never throws and never blocks. Each subscription is a separate call,
 * which signals one answer or a {@code PredictionOneException}.
 */
public interface Exchange {

    <T> Mono<Answer<T>> send(ApiRequest<T> request);
}
