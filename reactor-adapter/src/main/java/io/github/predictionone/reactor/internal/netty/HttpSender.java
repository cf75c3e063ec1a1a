package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.internal.wire.ApiRequest;
import reactor.core.publisher.Mono;

/** The network below the chain. Signals the response, whatever its status, or the network's own exceptions. */
@FunctionalInterface
public interface HttpSender {

    Mono<HttpAnswer> send(ApiRequest<?> request);
}
