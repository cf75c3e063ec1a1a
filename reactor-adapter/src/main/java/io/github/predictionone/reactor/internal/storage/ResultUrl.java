package io.github.predictionone.reactor.internal.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.support.SharedCall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

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

    private final Mono<PresignedUrl> fresh;
    private final boolean failsForGood;
    private final SharedCall<PresignedUrl> call = new SharedCall<>(Mono.defer(this::ask));

    @GuardedBy("this")
    private @Nullable PresignedUrl current;

    @GuardedBy("this")
    private @Nullable CallFailed ended;

    private ResultUrl(Mono<PresignedUrl> fresh, boolean failsForGood) {
        this.fresh = fresh.switchIfEmpty(Mono.error(() -> new ProtocolException("the service names no URL", null)));
        this.failsForGood = failsForGood;
    }

    /** Of a download as a whole, which a call that fails ends: whoever needs a URL later hears of that failure. */
    static ResultUrl forDownload(Mono<PresignedUrl> fresh) {
        return new ResultUrl(fresh, true);
    }

    /** Of an archive that is read again and again: a call that fails is its reader's failure alone. */
    static ResultUrl forReaders(Mono<PresignedUrl> fresh) {
        return new ResultUrl(fresh, false);
    }

    /** Never empty; fails with {@link CallFailed}. */
    Mono<PresignedUrl> get() {
        return Mono.defer(() -> Objects.requireNonNullElseGet(available(), call::result));
    }

    /** A call that ended in the meantime has brought what is at hand now. */
    private Mono<PresignedUrl> ask() {
        return Objects.requireNonNullElseGet(
                available(), () -> fresh.doOnNext(this::received).onErrorMap(this::failed));
    }

    private synchronized @Nullable Mono<PresignedUrl> available() {
        if (ended != null) {
            return Mono.error(ended);
        }
        return current == null ? null : Mono.just(current);
    }

    private synchronized void received(PresignedUrl url) {
        current = url;
    }

    private synchronized CallFailed failed(Throwable reason) {
        CallFailed failure = new CallFailed(reason);
        ended = failsForGood ? failure : null;
        return failure;
    }

    /** Forgets a URL that has been refused, unless there is a newer one. */
    synchronized void failed(PresignedUrl url, Throwable failure) {
        if (Attempts.isStale(failure) && url.equals(current)) {
            current = null;
        }
    }
}
