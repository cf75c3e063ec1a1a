package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.AuthenticationException;
import io.github.predictionone.internal.ApiRequest;
import reactor.core.publisher.Mono;

/** Authorizes requests with keys of their kind that the client gets by itself, and renews a refused key once each. */
final class Authenticating implements Exchange {

    private final KeysByType keysByType;
    private final Exchange next;

    Authenticating(KeysByType keysByType, Exchange next) {
        this.keysByType = keysByType;
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        IssuedKeys keys = keysByType.of(request.credential());
        return keys.current()
                .flatMap(key -> next.send(request.withKey(key))
                        .onErrorResume(
                                AuthenticationException.class,
                                refused ->
                                        keys.inPlaceOf(key).flatMap(renewed -> next.send(request.withKey(renewed)))));
    }
}
