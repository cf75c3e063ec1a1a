package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.internal.PresignedUrl;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/** The URL of one download: used as long as the storage accepts it, then asked for anew, once for all who need it. */
final class ResultUrl {

    /**
     * A call for a URL has failed, after all attempts of its own. Carries the failure past everything that would take it
     * for an answer of the storage, and try again.
     */
    static final class CallFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Throwable reason;

        private CallFailed(Throwable reason) {
            super(reason.getMessage(), reason, false, false);
            this.reason = reason;
        }

        Throwable reason() {
            return reason;
        }
    }

    /** One call, shared by all who need its URL, and cancelled when none of them waits any more. */
    private static final class Call {

        private final Sinks.One<PresignedUrl> url = Sinks.one();
        private final Disposable.Swap request = Disposables.swap();
        private int waiting;
        private boolean over;
    }

    private final Mono<PresignedUrl> fresh;
    private final boolean once;
    private @Nullable PresignedUrl known;
    private @Nullable Call underWay;

    private ResultUrl(Mono<PresignedUrl> fresh, boolean once) {
        this.fresh = fresh;
        this.once = once;
    }

    /** Of a download as a whole, which a call that fails ends: whoever needs a URL later hears of that failure. */
    static ResultUrl ofWhole(Mono<PresignedUrl> fresh) {
        return new ResultUrl(fresh, true);
    }

    /** Of an archive that is read again and again: a call that fails is its reader's failure alone. */
    static ResultUrl ofReaders(Mono<PresignedUrl> fresh) {
        return new ResultUrl(fresh, false);
    }

    /** Fails with {@link CallFailed}. */
    Mono<PresignedUrl> get() {
        return Mono.deferContextual(context -> {
            Call call;
            boolean first;
            synchronized (this) {
                if (known != null) {
                    return Mono.just(known);
                }
                call = Objects.requireNonNullElseGet(underWay, Call::new);
                first = call != underWay;
                underWay = call;
                call.waiting++;
            }
            if (first) {
                call.request.update(fresh.subscribe(
                        url -> came(call, url), reason -> failed(call, reason), () -> {}, Context.of(context)));
            }
            return call.url.asMono().doFinally(signal -> left(call));
        });
    }

    private void came(Call call, PresignedUrl url) {
        synchronized (this) {
            known = url;
            call.over = true;
            underWay = null;
        }
        call.url.tryEmitValue(url);
    }

    private void failed(Call call, Throwable reason) {
        synchronized (this) {
            call.over = true;
            underWay = once ? call : null;
        }
        call.url.tryEmitError(new CallFailed(reason));
    }

    private void left(Call call) {
        synchronized (this) {
            call.waiting--;
            if (call.waiting > 0 || call.over) {
                return;
            }
            underWay = null;
        }
        call.request.dispose();
    }

    /** Forgets a URL that has been refused, unless there is a newer one. */
    synchronized void failed(PresignedUrl url, Throwable failure) {
        if (Attempts.isStale(failure) && url.equals(known)) {
            known = null;
        }
    }
}
