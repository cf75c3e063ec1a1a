package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.CredentialType;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.Instrumentation.Lane;
import io.github.predictionone.reactor.internal.support.Requester;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.MonoSink;

/** A request that waits for its turn. */
final class WaitingRequest implements Comparable<WaitingRequest> {

    private final Destination to;
    private final long number;
    private final long until;
    private final int openings;
    private final ApiRequest<?> request;
    private final Requester requester;
    private final boolean repeated;
    private final MonoSink<Turn> sink;
    private Set<String> viewers = Set.of();
    private final Disposable.Swap key = Disposables.swap();
    private @Nullable Turn turn;

    /** Creates a request that is sorted by its number and waits until a time on the clock of {@code Time.nanos()}. */
    WaitingRequest(Destination to, long number, long until, ApiRequest<?> request, MonoSink<Turn> sink) {
        this.to = to;
        this.number = number;
        this.until = until;
        this.openings = to.circuit().openings();
        this.request = request;
        this.requester = Requester.of(sink.contextView());
        this.repeated = sink.contextView().hasKey(Repeated.class);
        this.sink = sink;
    }

    Destination to() {
        return to;
    }

    CredentialType type() {
        return request.credential();
    }

    String doing() {
        return request.doing();
    }

    Lane lane() {
        return requester.lane();
    }

    /** Returns whether the request has had a turn before, and lost it through no fault of its own. */
    boolean isRepeated() {
        return repeated;
    }

    /** Stores the present viewers. The listener receives those that join later. */
    void awaitViewers(Consumer<String> listener) {
        viewers = requester.viewers(listener);
    }

    Set<String> viewers() {
        return viewers;
    }

    long until() {
        return until;
    }

    /** Returns how often the circuit breaker had opened before the request was queued. */
    int openings() {
        return openings;
    }

    Disposable.Swap key() {
        return key;
    }

    /** Stores the turn under the queue's lock; {@link #serve()} passes it on outside of the lock. */
    void grant(Turn granted) {
        turn = granted;
    }

    void serve() {
        key.dispose();
        sink.success(turn);
    }

    void fail(Throwable reason) {
        key.dispose();
        sink.error(reason);
    }

    /** Returns the granted turn, which may not have been passed on yet. */
    @Nullable
    Turn turn() {
        return turn;
    }

    @Override
    public int compareTo(WaitingRequest other) {
        return Long.compare(number, other.number);
    }
}
