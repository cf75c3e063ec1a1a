package io.github.predictionone.reactor.internal.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.support.SharedCall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The URL of an object. It is used as long as the storage accepts it, then requested anew by one call for all readers.
 */
final class ResultUrl {

    /**
     * Wraps the failure of a call for a URL, which has used up its own retries. Without it, the failure would be taken
     * for an answer of the storage, and retried again.
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
        this.fresh = fresh.switchIfEmpty(Mono.error(() -> new ProtocolException("the service returned no URL", null)));
        this.failsForGood = failsForGood;
    }

    /**
     * Returns the URL for one download, which a failed call ends: all later requests for a URL get the same failure.
     */
    static ResultUrl forDownload(Mono<PresignedUrl> fresh) {
        return new ResultUrl(fresh, true);
    }

    /**
     * Returns the URL for an archive that is read repeatedly: a failed call affects only the readers that wait for it.
     */
    static ResultUrl forReaders(Mono<PresignedUrl> fresh) {
        return new ResultUrl(fresh, false);
    }

    /** Returns the current URL, or requests one. Never empty; fails with {@link CallFailed}. */
    Mono<PresignedUrl> get() {
        return Mono.defer(() -> Objects.requireNonNullElseGet(available(), call::result));
    }

    /** Requests a URL, unless a call that ended in the meantime has provided one. */
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

    /** Discards a URL that the storage has refused, unless there is a newer one. */
    synchronized void failed(PresignedUrl url, Throwable failure) {
        if (Attempts.isStale(failure) && url.equals(current)) {
            current = null;
        }
    }
}
