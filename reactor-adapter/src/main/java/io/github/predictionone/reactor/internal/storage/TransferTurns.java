package io.github.predictionone.reactor.internal.storage;

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

/** At most so many transfers at the same time. The others wait in the order of their coming, bounded by time alone. */
public final class TransferTurns {

    public static final int DEFAULT_MOST = 16;
    private static final int NAMED = 5;

    private final int most;
    private final Duration longestWait;
    private final Time time;
    private final Set<Turn> underWay = new LinkedHashSet<>();
    private final Set<Turn> waiting = new LinkedHashSet<>();
    private final Queue<Turn> called = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calling = new AtomicInteger();

    private static final class Turn {

        private final String doing;
        private final Sinks.Empty<Void> came = Sinks.empty();

        Turn(String doing) {
            this.doing = doing;
        }
    }

    public TransferTurns(int most, Duration longestWait, Time time) {
        this.most = most;
        this.longestWait = longestWait;
        this.time = time;
    }

    /** A transfer that begins when its turn has come. */
    public <T> Mono<T> around(String doing, Mono<T> transfer) {
        return around(doing, transfer.flux()).singleOrEmpty();
    }

    /** A transfer that begins when its turn has come. */
    public <T> Flux<T> around(String doing, Flux<T> transfer) {
        return Flux.using(() -> new Turn(doing), turn -> transfer.delaySubscription(enter(turn)), this::leave);
    }

    private Mono<Void> enter(Turn turn) {
        synchronized (this) {
            if (underWay.size() < most) {
                underWay.add(turn);
                return Mono.empty();
            }
            waiting.add(turn);
        }
        return turn.came.asMono().timeout(longestWait, Mono.error(() -> late(turn)), time.scheduler());
    }

    private void leave(Turn turn) {
        Turn next = next(turn);
        if (next == null) {
            return;
        }
        called.add(next);
        // One after another: a transfer that ends at once would call the next one on its own stack.
        if (calling.getAndIncrement() == 0) {
            do {
                Objects.requireNonNull(called.poll()).came.tryEmitEmpty();
            } while (calling.decrementAndGet() != 0);
        }
    }

    private synchronized @Nullable Turn next(Turn leaver) {
        waiting.remove(leaver);
        Iterator<Turn> first = waiting.iterator();
        if (!underWay.remove(leaver) || !first.hasNext()) {
            return null;
        }
        Turn next = first.next();
        first.remove();
        underWay.add(next);
        return next;
    }

    private TransferException late(Turn turn) {
        return new TransferException(
                turn.doing + ": no turn within " + longestWait
                        + " (acquireTimeout), while as many transfers as maxTransfers allows are under way: "
                        + named(underWay()),
                null,
                Retryability.LATER);
    }

    /** For a transfer that has its turn, but got no connection of the pool. */
    TransportException noConnection(String doing, Throwable failure) {
        List<String> others = underWay();
        others.remove(doing);
        return new TransportException(
                doing + ": no connection within " + longestWait
                        + " (acquireTimeout), while all that maxConnections allows are in use; other transfers under way: "
                        + named(others),
                failure,
                Retryability.ALWAYS);
    }

    private synchronized List<String> underWay() {
        return underWay.stream().map(turn -> turn.doing).collect(Collectors.toCollection(ArrayList::new));
    }

    private static String named(List<String> transfers) {
        String named = transfers.stream().limit(NAMED).collect(Collectors.joining("; "));
        int more = transfers.size() - NAMED;
        return more > 0 ? named + "; and " + more + " more" : transfers.isEmpty() ? "none" : named;
    }
}
