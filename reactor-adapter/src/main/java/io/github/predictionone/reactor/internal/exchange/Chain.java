package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.internal.netty.HttpSender;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.Time;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

/**
 * The path of every API call from the caller to the network, with one line per policy. Policies that are switched off
 * are left out.
 *
 * @param retry attempts and delays
 * @param queue where requests wait for their turn
 * @param calls the active calls, which end when the client is closed
 * @param instrumentation receives callbacks for calls; empty: no callbacks
 */
public record Chain(
        RetryPolicy retry,
        SendQueue queue,
        ActiveCalls calls,
        Time time,
        DoubleSupplier random,
        Optional<Instrumentation> instrumentation) {

    // Read from the bottom up, in the order in which a request passes the policies. The upper ones run for each
    // attempt.
    Exchange around(HttpSender network, Destination to, UnaryOperator<Exchange> authentication) {
        // Turns each response into a value or an exception, on which the other policies decide.
        Exchange exchange = new FailureMapping(network, time);
        // Each request on the wire needs a turn: a key, a connection, the breaker's permission, and a permit.
        exchange = new Sending(queue.with(to), to, instrumentation, exchange);
        // Replaces a refused key immediately, which does not count as a failed attempt.
        exchange = authentication.apply(exchange);
        // Reports each attempt; an attempt includes all of the above.
        exchange = ifObserved(exchange, (observer, next) -> new Observing.Attempts(next));
        // Retries transient failures.
        exchange = new Retrying(retry, exchange, time, random);
        // Outside of the retries, because a failure of the application's callback must not repeat an answered call.
        exchange = new CallingBack(exchange, time);
        // Ends calls when the client is closed, whatever they are waiting for.
        exchange = new UntilClosed(calls, exchange);
        // Logs each call once, with the outcome that the caller sees.
        exchange = new Logging(exchange, time);
        // Outside of the log, because log lines may name the trace that they belong to.
        return ifObserved(exchange, Observing::new);
    }

    Exchange ifObserved(Exchange next, BiFunction<Instrumentation, Exchange, Exchange> observed) {
        return instrumentation.map(observer -> observed.apply(observer, next)).orElse(next);
    }
}
