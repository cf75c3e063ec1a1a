package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.ApiKey;
import io.github.predictionone.reactor.internal.exchange.Destination.Rank;
import io.github.predictionone.reactor.internal.netty.HttpSender;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The exchanges of a client: the destination, the circuit breaker and the key for each kind of call.
 *
 * @param chain the policies of all calls
 * @param breaker protects the service; empty: no circuit breaker
 * @param maxConnections the maximum number of simultaneous requests to one destination
 */
public record Exchanges(Chain chain, Optional<CircuitBreaker> breaker, int maxConnections) {

    // Enough for the rate limiter's throughput, and few enough for a slow service.
    private static final int MAX_KEY_CONNECTIONS = 10;

    /** Returns the exchange for calls with the caller's own key. */
    public Exchange withKey(ApiKey key, HttpSender network) {
        return chain.around(network, destination(breaker, Keys.GIVEN), next -> new FixedKey(key, next));
    }

    /**
     * Returns the exchange for requests for keys, which go before all others and have their own connections and
     * breaker.
     */
    public Exchange issuer(ApiKey secretKey, HttpSender network) {
        Destination keys = new Destination(
                Rank.KEYS, Math.min(maxConnections, MAX_KEY_CONNECTIONS), circuit(ownBreaker("-keys")), Keys.GIVEN);
        return chain.around(network, keys, next -> new FixedKey(secretKey, next));
    }

    /** Returns the exchange for calls with keys that the client obtains itself, of the type that each call needs. */
    public Exchange withIssuedKeys(Exchange issuer, HttpSender network) {
        Exchange forAll = chain.ifObserved(issuer, (observer, next) -> new Background(next));
        KeysByType keys = new KeysByType(type -> new IssuedKeys(type, forAll, chain.time()));
        return chain.around(network, destination(breaker, keys), next -> new Authenticating(keys, next));
    }

    /**
     * Returns an exchange for calls to another origin that contain their own key, with the same policies and its own
     * breaker.
     */
    public Exchange toOtherOrigin(HttpSender network) {
        return chain.around(network, destination(ownBreaker("-inference"), Keys.GIVEN), UnaryOperator.identity());
    }

    /** Returns an exchange that makes the same calls as polls of watches. */
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
