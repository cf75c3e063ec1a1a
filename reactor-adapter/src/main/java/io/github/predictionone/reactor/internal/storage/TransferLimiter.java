package io.github.predictionone.reactor.internal.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.internal.support.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Limits the number of concurrent transfers. Any number of others may wait, in order of arrival, up to a time limit.
 */
public final class TransferLimiter {

    public static final int DEFAULT_MAX_TRANSFERS = 16;
    private static final int MAX_NAMED = 5;

    private final int maxTransfers;
    private final Duration maxWait;
    private final Time time;

    @GuardedBy("this")
    private final Set<Entry> underWay = new LinkedHashSet<>();

    @GuardedBy("this")
    private final Set<Entry> waiting = new LinkedHashSet<>();

    private final Queue<Entry> admissions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger admitting = new AtomicInteger();

    private static final class Entry {

        private final String doing;
        private final Sinks.Empty<Void> admitted = Sinks.empty();

        Entry(String doing) {
            this.doing = doing;
        }
    }

    public TransferLimiter(int maxTransfers, Duration maxWait, Time time) {
        this.maxTransfers = maxTransfers;
        this.maxWait = maxWait;
        this.time = time;
    }

    /** Returns a transfer that begins when its turn has come. */
    public <T> Mono<T> limit(String doing, Mono<T> transfer) {
        return limit(doing, transfer.flux()).singleOrEmpty();
    }

    /** Returns a transfer that begins when its turn has come. */
    public <T> Flux<T> limit(String doing, Flux<T> transfer) {
        return Flux.using(() -> new Entry(doing), entry -> transfer.delaySubscription(enter(entry)), this::leave);
    }

    private Mono<Void> enter(Entry entry) {
        synchronized (this) {
            if (underWay.size() < maxTransfers) {
                underWay.add(entry);
                return Mono.empty();
            }
            waiting.add(entry);
        }
        return entry.admitted.asMono().timeout(maxWait, Mono.error(() -> timedOut(entry)), time.scheduler());
    }

    private void leave(Entry entry) {
        Entry next = next(entry);
        if (next == null) {
            return;
        }
        admissions.add(next);
        // In a loop: otherwise, a transfer that ends immediately would start the next one on its own stack.
        if (admitting.getAndIncrement() == 0) {
            do {
                Objects.requireNonNull(admissions.poll()).admitted.tryEmitEmpty();
            } while (admitting.decrementAndGet() != 0);
        }
    }

    private synchronized @Nullable Entry next(Entry leaving) {
        waiting.remove(leaving);
        Iterator<Entry> first = waiting.iterator();
        if (!underWay.remove(leaving) || !first.hasNext()) {
            return null;
        }
        Entry next = first.next();
        first.remove();
        underWay.add(next);
        return next;
    }

    private TransferException timedOut(Entry entry) {
        return new TransferException(
                entry.doing + ": did not start within " + maxWait
                        + " (acquireTimeout), since as many transfers as maxTransfers allows are under way: "
                        + named(underWay()),
                null,
                Retryability.LATER);
    }

    /** Returns the failure of a transfer that had its turn, but got no connection from the pool. */
    TransportException noConnection(String doing, Throwable failure) {
        List<String> others = underWay();
        others.remove(doing);
        return new TransportException(
                doing + ": no connection within " + maxWait
                        + " (acquireTimeout), since all connections that maxConnections allows are in use; other"
                        + " transfers under way: "
                        + named(others),
                failure,
                Retryability.ALWAYS);
    }

    private synchronized List<String> underWay() {
        return underWay.stream().map(entry -> entry.doing).collect(Collectors.toCollection(ArrayList::new));
    }

    private static String named(List<String> transfers) {
        String named = transfers.stream().limit(MAX_NAMED).collect(Collectors.joining("; "));
        int more = transfers.size() - MAX_NAMED;
        return more > 0 ? named + "; and " + more + " more" : transfers.isEmpty() ? "none" : named;
    }
}
