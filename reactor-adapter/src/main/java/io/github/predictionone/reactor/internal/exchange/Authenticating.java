package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.ApiKey;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.Authorization;
import reactor.core.publisher.Mono;

/**
 * Authorises each request with a key of its type that the client obtains itself. Replaces a refused key once per
 * request.
 */
final class Authenticating implements Exchange {

    private final KeysByType keysByType;
    private final Exchange next;

    Authenticating(KeysByType keysByType, Exchange next) {
        this.keysByType = keysByType;
        this.next = next;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return Mono.using(
                () -> keysByType.use(request.credential()), keys -> send(request, keys), IssuedKeys::removeUser);
    }

    private <T> Mono<Answer<T>> send(ApiRequest<T> request, IssuedKeys keys) {
        ApiRequest<T> authorized = authorized(request, keys);
        return next.send(authorized)
                .doOnNext(answer -> keys.accepted(authorized.key()))
                .onErrorResume(AuthenticationException.class, refused -> again(authorized, keys, refused));
    }

    private static <T> ApiRequest<T> authorized(ApiRequest<T> request, IssuedKeys keys) {
        return request.with(new Authorization(keys::choose));
    }

    private <T> Mono<Answer<T>> again(ApiRequest<T> request, IssuedKeys keys, AuthenticationException refused) {
        ApiKey key = request.key();
        if (key == null) {
            // The service has refused the request for a key.
            return Mono.error(refused);
        }
        ApiRequest<T> second = authorized(request, keys);
        return keys.replace(key, refused)
                .then(Mono.defer(() -> next.send(second)))
                .doOnNext(answer -> keys.accepted(second.key()))
                .doOnError(AuthenticationException.class, reason -> keys.refusedAgain(second.key()))
                .contextWrite(context -> context.put(Repeated.class, true));
    }
}
