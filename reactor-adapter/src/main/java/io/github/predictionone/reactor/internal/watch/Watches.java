package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.ApiException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.Time;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
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
    private final WakeQueue wakeUps;
    private final Map<Subject<?, ?>, Poller<?, ?>> shared = new ConcurrentHashMap<>();
    private final Set<Poller<?, ?>> unshared = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Watches(Time time, DoubleSupplier random, Duration maxRetryAfter) {
        this.time = time;
        this.random = random;
        this.maxRetryAfter = maxRetryAfter;
        this.wakeUps = new WakeQueue(time);
    }

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
        WatchSubscription<S, E> watch = new WatchSubscription<>(actual, options, time, time.nanos());
        actual.onSubscribe(watch);
        while (!watch.isDone() && !poller(subject, options.sharing()).add(watch)) {
            // It ended in between: the next one is new.
            Thread.onSpinWait();
        }
        if (closed) {
            watch.end(closedException(subject));
        }
    }

    @SuppressWarnings("unchecked") // A subject's poller polls that subject.
    private <S, E> Poller<S, E> poller(Subject<S, E> subject, boolean sharing) {
        if (sharing) {
            return (Poller<S, E>) shared.computeIfAbsent(subject, absent -> new Poller<>(this, absent));
        }
        Poller<S, E> own = new Poller<>(this, subject);
        unshared.add(own);
        return own;
    }

    void forget(Poller<?, ?> poller) {
        if (!shared.remove(poller.subject(), poller)) {
            unshared.remove(poller);
        }
    }

    /** How many are polled, or wait for demand. */
    public int size() {
        return shared.size() + unshared.size();
    }

    WakeQueue wakeUps() {
        return wakeUps;
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

    /** How long no poll is of use: as the service asks, or until the circuit breaker lets a call through. */
    Duration pauseAfter(Throwable failure) {
        if (failure instanceof ApiException answer) {
            return bounded(answer.retryAfter().orElse(null));
        }
        return failure instanceof TransportException unsent
                ? unsent.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    /** Ends every watch with an error that says so, each by a task of its own. */
    public void close(Executor signals) {
        closed = true;
        shared.values().forEach(poller -> poller.close(closedException(poller.subject()), signals));
        unshared.forEach(poller -> poller.close(closedException(poller.subject()), signals));
    }

    private static ClientClosedException closedException(Subject<?, ?> subject) {
        return new ClientClosedException("watch of " + subject.name() + ": the client is closed");
    }
}
