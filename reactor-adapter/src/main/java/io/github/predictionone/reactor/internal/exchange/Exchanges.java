package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.ApiKey;
import io.github.predictionone.reactor.internal.exchange.Destination.Rank;
import io.github.predictionone.reactor.internal.netty.HttpSender;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The exchanges of a client: where each kind of call goes, which circuit breaker stands there, and which key it has.
 *
 * @param chain the policies of all calls
 * @param breaker stands before the service; empty: nothing does
 * @param maxConnections the most requests to one destination at a time
 */
public record Exchanges(Chain chain, Optional<CircuitBreaker> breaker, int maxConnections) {

    // Enough for as many as the limiter lets through, and few for a service that is slow.
    private static final int MAX_KEY_CONNECTIONS = 10;

    /** Calls with the one key that the caller gave. */
    public Exchange withKey(ApiKey key, HttpSender network) {
        return chain.around(network, destination(breaker, Keys.GIVEN), next -> new FixedKey(key, next));
    }

    /** The calls that get keys: before all others, with connections and a breaker of their own. */
    public Exchange issuer(ApiKey secretKey, HttpSender network) {
        Destination keys = new Destination(
                Rank.KEYS, Math.min(maxConnections, MAX_KEY_CONNECTIONS), circuit(ownBreaker("-keys")), Keys.GIVEN);
        return chain.around(network, keys, next -> new FixedKey(secretKey, next));
    }

    /** Calls with keys that the client gets by itself, of the kind that each call needs. */
    public Exchange withIssuedKeys(Exchange issuer, HttpSender network) {
        Exchange forAll = chain.ifObserved(issuer, (observer, next) -> new Background(next));
        KeysByType keys = new KeysByType(type -> new IssuedKeys(type, forAll, chain.time()));
        return chain.around(network, destination(breaker, keys), next -> new Authenticating(keys, next));
    }

    /** Calls to another origin, each with a key that it brings along: the same policies, and a breaker of its own. */
    public Exchange toOtherOrigin(HttpSender network) {
        return chain.around(network, destination(ownBreaker("-inference"), Keys.GIVEN), UnaryOperator.identity());
    }

    /** The same calls, made as the polls of watches. */
    public Exchange polls(Exchange exchange) {
        return chain.ifObserved(exchange, (observer, next) -> new Polling(observer, new Background(next)));
    }

    private Destination destination(Optional<CircuitBreaker> guard, Keys keys) {
        return new Destination(Rank.CALLS, maxConnections, circuit(guard), keys);
    }

    private Optional<CircuitBreaker> ownBreaker(String name) {
        return breaker.map(like -> Breakers.like(like, name));
    }

    private Circuit circuit(Optional<CircuitBreaker> guard) {
        return guard.map(own -> new Circuit(own, chain.time(), chain.queue()))
                .orElseGet(() -> Circuit.closed(chain.time(), chain.queue()));
    }
}
