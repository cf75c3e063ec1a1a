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
 * The way of every API call, from the caller to the network: one line per policy. What is switched off is not in it.
 *
 * @param retry attempts and waits
 * @param queue where requests wait for their turn
 * @param calls what closing the client ends
 * @param instrumentation receives callbacks for calls; empty: nothing does
 */
public record Chain(
        RetryPolicy retry,
        SendQueue queue,
        ActiveCalls calls,
        Time time,
        DoubleSupplier random,
        Optional<Instrumentation> instrumentation) {

    // Read from the bottom, as a request comes by: whatever stands lower is asked more often.
    Exchange around(HttpSender network, Destination to, UnaryOperator<Exchange> authentication) {
        // What came back becomes a value or an exception, and only then can anybody decide anything.
        Exchange exchange = new FailureMapping(network, time);
        // Each request on the wire has its turn: a key, a connection, the breaker's permission, and a permit.
        exchange = new Sending(queue.with(to), to, instrumentation, exchange);
        // A refused key is replaced at once: that is no failed attempt.
        exchange = authentication.apply(exchange);
        // Each attempt by itself has been through all of the above.
        exchange = ifObserved(exchange, (observer, next) -> new Observing.Attempts(next));
        // What may pass in a moment is tried again.
        exchange = new Retrying(retry, exchange, time, random);
        // A call that has its answer is not repeated because of what the application makes of it.
        exchange = new CallingBack(exchange, time);
        // Closing the client ends calls, whatever they are waiting for.
        exchange = new UntilClosed(calls, exchange);
        // Once per call, with what the caller sees of it.
        exchange = new Logging(exchange, time);
        // Around the log, so that its lines can name the trace that they belong to.
        return ifObserved(exchange, Observing::new);
    }

    Exchange ifObserved(Exchange next, BiFunction<Instrumentation, Exchange, Exchange> observed) {
        return instrumentation.map(observer -> observed.apply(observer, next)).orElse(next);
    }
}
