package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.AuthenticationException;
import io.github.predictionone.internal.ApiRequest;
import reactor.core.publisher.Mono;

/** Authorizes requests with keys that the client gets by itself, and renews a refused key once per request. */
final class Authenticating implements Exchange {

    private final IssuedKeys keys;
    private final Exchange next;

    Authenticating(IssuedKeys keys, Exchange next) {
        this.keys = keys;
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return keys.current()
                .flatMap(key -> next.send(request.withKey(key))
                        .onErrorResume(
                                AuthenticationException.class,
                                refused ->
                                        keys.inPlaceOf(key).flatMap(renewed -> next.send(request.withKey(renewed)))));
    }
}
