package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.ApiKey;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.internal.exchange.Destination.Rank;
import io.github.predictionone.reactor.internal.netty.HttpSender;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The way of every API call, from the caller to the network: one line per policy. What is switched off is not in it.
 *
 * @param retry attempts and waits
 * @param breaker stands before the service; empty: nothing does
 * @param queue where requests wait for their turn
 * @param maxConnections the most requests to one destination at a time
 * @param calls what {@code close()} ends
 * @param instrumentation what is told of calls; empty: nothing is
 */
public record Chain(
        RetryPolicy retry,
        Optional<CircuitBreaker> breaker,
        SendQueue queue,
        int maxConnections,
        ActiveCalls calls,
        Time time,
        DoubleSupplier random,
        Optional<Instrumentation> instrumentation) {

    // Enough for as many as the limiter lets through, and few for a service that is slow.
    private static final int MOST_KEY_CONNECTIONS = 10;

    /** Ends all calls, each by a task of its own, and sends none of those that waited for their turn. */
    public void close(Executor signals) {
        queue.close();
        calls.close(signals);
    }

    /** Calls with the one key that the caller gave. */
    public Exchange withKey(ApiKey key, HttpSender network) {
        Destination api = destination(breaker, Keys.GIVEN);
        return around(network, api, next -> new FixedKey(key, next));
    }

    /** The calls that buy keys: before all others, with connections and a breaker of their own. */
    public Exchange issuer(ApiKey secretKey, HttpSender network) {
        Destination keys = new Destination(
                Rank.KEYS, Math.min(maxConnections, MOST_KEY_CONNECTIONS), circuit(ownBreaker("-keys")), Keys.GIVEN);
        return around(network, keys, next -> new FixedKey(secretKey, next));
    }

    /** Calls with keys that the client buys by itself, of the kind that each call needs. */
    public Exchange withIssuedKeys(Exchange issuer, HttpSender network) {
        Exchange forAll = ifObserved(issuer, told -> new Background(issuer));
        KeysByType keys = new KeysByType(type -> new IssuedKeys(type, forAll, time));
        return around(network, destination(breaker, keys), next -> new Authenticating(keys, next));
    }

    /** Calls to another origin, each with a key that it brings along: the same policies, and a breaker of its own. */
    public Exchange toOtherOrigin(HttpSender network) {
        return around(network, destination(ownBreaker("-inference"), Keys.GIVEN), UnaryOperator.identity());
    }

    private Destination destination(Optional<CircuitBreaker> guard, Keys keys) {
        return new Destination(Rank.CALLS, maxConnections, circuit(guard), keys);
    }

    private Optional<CircuitBreaker> ownBreaker(String name) {
        return breaker.map(like -> Breakers.like(like, name));
    }

    private Circuit circuit(Optional<CircuitBreaker> guard) {
        return guard.map(own -> new Circuit(own, time, queue)).orElseGet(() -> Circuit.closed(time, queue));
    }

    /** The same calls, made as the polls of watches. */
    public Exchange polls(Exchange exchange) {
        return ifObserved(exchange, told -> new Polling(told, new Background(exchange)));
    }

    // Read from the bottom, as a request comes by: whatever stands lower is asked more often.
    private Exchange around(HttpSender network, Destination to, UnaryOperator<Exchange> authentication) {
        // What came back becomes a value or an exception, and only then can anybody decide anything.
        Exchange exchange = new FailureMapping(network, time);
        // Each request on the wire has its turn: a key, a connection, the breaker's permission, and a permit.
        exchange = new Sending(queue.with(to), to, instrumentation, exchange);
        // A refused key is replaced at once: that is no failed attempt.
        exchange = authentication.apply(exchange);
        // Each attempt by itself has been through all of the above.
        exchange = new Retrying(retry, attempts(exchange), time, random);
        // A call that has its answer is not repeated because of what the application makes of it.
        exchange = new CallingBack(exchange, time);
        // Closing the client ends calls, whatever they are waiting for.
        exchange = new UntilClosed(calls, exchange);
        // Once per call, with what the caller sees of it.
        exchange = new Logging(exchange, time);
        // Around the log, so that its lines can name the trace that they belong to.
        return observed(exchange);
    }

    private Exchange attempts(Exchange next) {
        return ifObserved(next, told -> new Observing.Attempts(next));
    }

    private Exchange observed(Exchange next) {
        return ifObserved(next, told -> new Observing(told, next));
    }

    private Exchange ifObserved(Exchange plain, Function<Instrumentation, Exchange> observed) {
        return instrumentation.map(observed).orElse(plain);
    }
}
