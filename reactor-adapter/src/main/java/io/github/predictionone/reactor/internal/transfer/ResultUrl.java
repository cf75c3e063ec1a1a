package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.internal.PresignedUrl;
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
    private volatile @Nullable PresignedUrl known;

    ResultUrl(Mono<PresignedUrl> fresh) {
        // Unlike a share() of the Mono's own, this one is cancelled when nobody waits any more.
        this.fresh = fresh.doOnNext(url -> known = url)
                .onErrorMap(CallFailed::new)
                .flux()
                .publish()
                .refCount()
                .next();
    }

    /** Errs with {@link CallFailed}. */
    Mono<PresignedUrl> get() {
        return Mono.defer(() -> {
            PresignedUrl last = known;
            return last != null ? Mono.just(last) : fresh;
        });
    }

    /** Forgets a URL that has been refused, unless there is a newer one. */
    void failed(PresignedUrl url, Throwable failure) {
        if (Attempts.isStale(failure) && url.equals(known)) {
            known = null;
        }
    }
}
