package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.CredentialType;
import io.github.predictionone.internal.ApiRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.MonoSink;

/** A request whose turn has not come. */
final class Waiting implements Comparable<Waiting> {

    private final long number;
    private final long until;
    private final int openings;
    private final ApiRequest<?> request;
    private final MonoSink<Turn> sink;
    private final Disposable.Swap key = Disposables.swap();
    private @Nullable Turn turn;

    /** By the order of coming, waiting until then on the clock of nanoseconds, behind a breaker that has opened so often. */
    Waiting(long number, long until, int openings, ApiRequest<?> request, MonoSink<Turn> sink) {
        this.number = number;
        this.until = until;
        this.openings = openings;
        this.request = request;
        this.sink = sink;
    }

    CredentialType type() {
        return request.credential();
    }

    String doing() {
        return request.doing();
    }

    long until() {
        return until;
    }

    int openings() {
        return openings;
    }

    Disposable.Swap key() {
        return key;
    }

    /** Decided under the queue's lock, and told outside of it. */
    void grant(Turn its) {
        turn = its;
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
    public int compareTo(Waiting other) {
        return Long.compare(number, other.number);
    }
}
