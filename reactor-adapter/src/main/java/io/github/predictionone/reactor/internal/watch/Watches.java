package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.ClientClosedException;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/** The pollers of one client, by what they poll. */
public final class Watches {

    private final Time time;
    private final DoubleSupplier random;
    private final Duration maxRetryAfter;
    private final Map<Key, Poller<?, ?>> pollers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public Watches(Time time, DoubleSupplier random, Duration maxRetryAfter) {
        this.time = time;
        this.random = random;
        this.maxRetryAfter = maxRetryAfter;
    }

    /** What is shared; a watch that shares with nobody has an owner. */
    record Key(
            Subject<?, ?> subject,
            PollSchedule schedule,
            @Nullable Object owner) {}

    /** The events of a subject: cold, and polled for while somebody wants them. */
    public <S, E> Flux<E> watch(Subject<S, E> subject, WatchOptions options) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super E> actual) {
                Watches.this.subscribe(actual, subject, options);
            }
        };
    }

    private <S, E> void subscribe(CoreSubscriber<? super E> actual, Subject<S, E> subject, WatchOptions options) {
        if (closed) {
            Operators.error(actual, closedException(subject));
            return;
        }
        WatchSubscription<S, E> watch = new WatchSubscription<>(actual, subject, options, time.millis());
        actual.onSubscribe(watch);
        Key key = new Key(subject, options.pollSchedule(), options.sharing() ? null : watch);
        while (!watch.isDone() && !poller(key, subject).add(watch)) {
            // It ended in between: the next one is new.
            Thread.onSpinWait();
        }
        if (closed) {
            watch.failed(closedException(subject));
        }
    }

    @SuppressWarnings("unchecked") // A key's subject is its poller's subject.
    private <S, E> Poller<S, E> poller(Key key, Subject<S, E> subject) {
        return (Poller<S, E>)
                pollers.computeIfAbsent(key, absent -> new Poller<>(this, absent, subject, absent.schedule()));
    }

    void forget(Key key, Poller<?, ?> poller) {
        pollers.remove(key, poller);
    }

    Time time() {
        return time;
    }

    double random() {
        return random.getAsDouble();
    }

    /** What the service asks for, within what the client honours. */
    Duration bounded(@Nullable Duration retryAfter) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        return retryAfter.compareTo(maxRetryAfter) < 0 ? retryAfter : maxRetryAfter;
    }

    /** Ends every watch with an error that says so. */
    public void close() {
        closed = true;
        pollers.forEach((key, poller) -> poller.close(closedException(key.subject())));
    }

    private static ClientClosedException closedException(Subject<?, ?> subject) {
        return new ClientClosedException("watch of " + subject.name() + ": the client is closed");
    }
}
