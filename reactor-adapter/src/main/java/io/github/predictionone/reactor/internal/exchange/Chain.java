package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.ApiKey;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.internal.ActiveCalls;
import io.github.predictionone.reactor.internal.Operations;
import io.github.predictionone.reactor.internal.Time;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * The way of every API call, from the caller to the network: one line per policy. What is switched off is not in it.
 *
 * @param retry attempts and waits
 * @param breaker stands before the service; empty: nothing does
 * @param limiter gives the permits; empty: none are needed
 * @param acquireTimeout the longest wait for a permit
 * @param calls what {@code close()} ends
 * @param instrumentation what is told of calls; empty: nothing is
 */
public record Chain(
        RetryPolicy retry,
        Optional<CircuitBreaker> breaker,
        Optional<RateLimiter> limiter,
        Duration acquireTimeout,
        ActiveCalls calls,
        Time time,
        DoubleSupplier random,
        Optional<Instrumentation> instrumentation) {

    /** Calls with the one key that the caller gave: an API key, or the secret key for the call that buys one. */
    public Exchange withKey(ApiKey key, HttpSender network) {
        return around(network, next -> new FixedKey(key, next));
    }

    /** Calls with keys that the client buys by itself, of the kind that each call needs. */
    public Exchange withIssuedKeys(Exchange issuer, HttpSender network) {
        Exchange forAll = ifObserved(issuer, told -> new Background(issuer));
        KeysByType keys = new KeysByType(type -> new IssuedKeys(type, forAll, time));
        return around(network, next -> new Authenticating(keys, next));
    }

    /** Calls to another origin, each with a key that it brings along: the same policies, and a breaker of its own. */
    public Exchange toOtherOrigin(HttpSender network) {
        Optional<CircuitBreaker> own =
                breaker.map(like -> CircuitBreaker.of(like.getName() + "-inference", like.getCircuitBreakerConfig()));
        return new Chain(retry, own, limiter, acquireTimeout, calls, time, random, instrumentation)
                .around(network, UnaryOperator.identity());
    }

    /** The same calls, made as the polls of watches. */
    public Exchange polls(Exchange exchange) {
        return ifObserved(exchange, told -> new Polling(told, new Background(exchange)));
    }

    // Read from the bottom, as a request comes by: whatever stands lower is asked more often.
    private Exchange around(HttpSender network, UnaryOperator<Exchange> authentication) {
        // What came back becomes a value or an exception, and only then can anybody decide anything.
        Exchange exchange = new FailureMapping(network, time);
        // A refused key is renewed at once: that is no failed attempt.
        exchange = authentication.apply(exchange);
        // A permit for each attempt, for it is attempts that load the service.
        exchange = limited(exchange);
        // Before the limiter: what is not sent anyway takes no permit.
        exchange = guarded(exchange);
        // Each attempt by itself has been through all of the above.
        exchange = new Retrying(retry, attempts(exchange), time, random);
        // Closing the client ends calls, whatever they are waiting for.
        exchange = new UntilClosed(calls, exchange);
        // Once per call, with what the caller sees of it.
        exchange = new Logging(exchange, time);
        // Around the log, so that its lines can name the trace that they belong to.
        return observed(exchange);
    }

    private Exchange limited(Exchange next) {
        return limiter.<Exchange>map(
                        permits -> new RateLimiting(new PermitQueue(permits, acquireTimeout, time), waiting(), next))
                .orElse(next);
    }

    private UnaryOperator<Mono<Void>> waiting() {
        return instrumentation
                .<UnaryOperator<Mono<Void>>>map(
                        told -> wait -> Operations.observed(told::permitWaitStarted, operation -> wait))
                .orElse(UnaryOperator.identity());
    }

    private Exchange guarded(Exchange next) {
        return breaker.<Exchange>map(circuit -> new CircuitBreaking(circuit, next))
                .orElse(next);
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
