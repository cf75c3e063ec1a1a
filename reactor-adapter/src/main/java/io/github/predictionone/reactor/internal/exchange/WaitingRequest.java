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

/** A request whose turn has not come. */
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

    /** Sorted by its number. Waits until then, on the clock of nanoseconds. */
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

    /** Whether it has had its turn before, and lost it through no fault of its own. */
    boolean isRepeated() {
        return repeated;
    }

    /** Takes the viewers so far. The listener receives those that join later. */
    void awaitViewers(Consumer<String> listener) {
        viewers = requester.viewers(listener);
    }

    Set<String> viewers() {
        return viewers;
    }

    long until() {
        return until;
    }

    /** How often the circuit breaker had opened before. */
    int openings() {
        return openings;
    }

    Disposable.Swap key() {
        return key;
    }

    /** Decided under the queue's lock, and told outside of it. */
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

    /** What it has been given, of which it may not know yet. */
    @Nullable
    Turn turn() {
        return turn;
    }

    @Override
    public int compareTo(WaitingRequest other) {
        return Long.compare(number, other.number);
    }
}
