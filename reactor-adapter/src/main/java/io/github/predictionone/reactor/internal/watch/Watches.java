package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.ApiException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.TooManyWatchesException;
import io.github.predictionone.TransportException;
import io.github.predictionone.WatchStatus;
import io.github.predictionone.internal.wire.Failures;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.support.CountedWarning;
import io.github.predictionone.reactor.internal.support.Time;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/** The pollers of one client, by subject. */
public final class Watches {

    public static final int DEFAULT_MAX_WATCHES = 100_000;
    private static final Duration KNOWN_TIME_TO_LIVE = Duration.ofHours(1);
    private static final int MAX_KNOWN = 100_000;
    private static final Duration REFUSED_TIME_TO_LIVE = Duration.ofMinutes(1);
    private static final int MAX_REFUSED = 10_000;

    private final Time time;
    private final DoubleSupplier random;
    private final Duration maxRetryAfter;
    private final int maxWatches;
    private final Runnable onRefusal;
    private final CountedWarning refusals;
    private final CountedWarning overflows;
    private final RecentIds<Boolean> known;
    private final RecentIds<PredictionOneException> refused;
    private final AtomicInteger pollers = new AtomicInteger();
    private final WakeQueue wakeUps;
    private final Map<Subject<?, ?>, Poller<?, ?>> shared = new ConcurrentHashMap<>();
    private final Set<Poller<?, ?>> unshared = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Watches at most {@link #DEFAULT_MAX_WATCHES} subjects. */
    public Watches(Time time, DoubleSupplier random, Duration maxRetryAfter) {
        this(time, random, maxRetryAfter, DEFAULT_MAX_WATCHES, () -> {});
    }

    /** Watches at most {@code maxWatches} subjects. {@code onRefusal} runs for each watch that is refused. */
    public Watches(Time time, DoubleSupplier random, Duration maxRetryAfter, int maxWatches, Runnable onRefusal) {
        this.time = time;
        this.random = random;
        this.maxRetryAfter = maxRetryAfter;
        this.maxWatches = maxWatches;
        this.onRefusal = onRefusal;
        this.refusals = new CountedWarning(WatchLog::refused, time);
        this.overflows = new CountedWarning(WatchLog::tooMany, time);
        this.known = new RecentIds<>(KNOWN_TIME_TO_LIVE, MAX_KNOWN, time);
        this.refused = new RecentIds<>(REFUSED_TIME_TO_LIVE, MAX_REFUSED, time);
        this.wakeUps = new WakeQueue(time);
    }

    /** Returns the events of a subject. The stream is cold, and polls only while there is demand. */
    public <S extends WatchStatus, E> Flux<E> watch(Subject<S, E> subject, WatchOptions options) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super E> actual) {
                Watches.this.subscribe(actual, subject, options);
            }
        };
    }

    private <S extends WatchStatus, E> void subscribe(
            CoreSubscriber<? super E> actual, Subject<S, E> subject, WatchOptions options) {
        if (closed) {
            Operators.error(actual, closedException(subject));
            return;
        }
        PredictionOneException refusal = refused.get(subject.id());
        if (refusal != null) {
            ended(subject, refusal, 1);
            Operators.error(actual, Failures.explained(refusal, "not requested again within a minute"));
            return;
        }
        WatchSubscription<S, E> watch = new WatchSubscription<>(actual, options, time, time.nanos());
        actual.onSubscribe(watch);
        boolean attached = watch.isDone();
        while (!attached) {
            Poller<S, E> poller = poller(subject, options.sharing());
            if (poller == null) {
                overflows.add(subject.name(), 1);
                onRefusal.run();
                watch.end(tooMany(subject));
                return;
            }
            // False if the poller has ended in between; the next one is new.
            attached = poller.add(watch);
        }
        if (closed) {
            watch.end(closedException(subject));
        }
    }

    /** Returns null if there are too many pollers. */
    @SuppressWarnings("unchecked") // A subject's poller polls that subject.
    private <S extends WatchStatus, E> @Nullable Poller<S, E> poller(Subject<S, E> subject, boolean sharing) {
        if (sharing) {
            return (Poller<S, E>) shared.computeIfAbsent(subject, this::newPoller);
        }
        Poller<S, E> own = newPoller(subject);
        if (own != null) {
            unshared.add(own);
        }
        return own;
    }

    private <S extends WatchStatus, E> @Nullable Poller<S, E> newPoller(Subject<S, E> subject) {
        if (pollers.incrementAndGet() > maxWatches) {
            pollers.decrementAndGet();
            return null;
        }
        return new Poller<>(this, subject);
    }

    void forget(Poller<?, ?> poller) {
        if (shared.remove(poller.subject(), poller) || unshared.remove(poller)) {
            pollers.decrementAndGet();
        }
    }

    /** Returns the number of pollers, including those that wait for demand. */
    public int size() {
        return pollers.get();
    }

    /** Notes that the service knows this id, since it has answered a call about it. */
    public void markKnown(Object id) {
        known.put(id, true);
        refused.remove(id);
    }

    boolean isKnown(Object id) {
        return known.get(id) != null;
    }

    /**
     * Notes that a poll of this id was answered. If the id has been refused, the answer may be older and is ignored.
     */
    void markAnswered(Object id) {
        if (refused.get(id) == null) {
            known.put(id, true);
        }
    }

    /**
     * Refuses watches of this id for a while if a request failed because the service does not know it. Has no effect if
     * the id has become known since the request was sent.
     */
    void refuseIfUnknown(Object id, Throwable failure, long askedAt) {
        if (Failures.isUnknownId(failure)
                && failure instanceof PredictionOneException answer
                && !known.isSince(id, askedAt)) {
            refused.put(id, Failures.withoutTrace(answer));
            known.remove(id);
        }
    }

    /** Logs watches of one subject that end together, and counts them if the service does not know its id. */
    void ended(Subject<?, ?> subject, Throwable reason, int watches) {
        if (Failures.isUnknownId(reason)) {
            WatchLog.refused(subject.name(), reason);
            refusals.add(subject.name(), watches);
            for (int i = 0; i < watches; i++) {
                onRefusal.run();
            }
        } else {
            WatchLog.ended(subject.name(), reason, watches);
        }
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

    /** Returns the {@code Retry-After} of the service, limited to the longest that the client honours; zero if null. */
    Duration bounded(@Nullable Duration retryAfter) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        return retryAfter.compareTo(maxRetryAfter) < 0 ? retryAfter : maxRetryAfter;
    }

    /**
     * Returns how long to wait: the {@code Retry-After} of the service, or until the circuit breaker permits a call.
     */
    Duration pauseAfter(Throwable failure) {
        if (failure instanceof ApiException answer) {
            return bounded(answer.retryAfter().orElse(null));
        }
        return failure instanceof TransportException unsent
                ? unsent.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    /** Ends every watch with a {@link ClientClosedException}, each in its own task. */
    public void close(Executor signals) {
        closed = true;
        shared.values().forEach(poller -> poller.close(closedException(poller.subject()), signals));
        unshared.forEach(poller -> poller.close(closedException(poller.subject()), signals));
    }

    private TooManyWatchesException tooMany(Subject<?, ?> subject) {
        return new TooManyWatchesException("watch of " + subject.name() + ": " + maxWatches
                + " ids are watched already, the limit of this client (maxWatches)");
    }

    private static ClientClosedException closedException(Subject<?, ?> subject) {
        return new ClientClosedException("watch of " + subject.name() + ": the client is closed");
    }
}
