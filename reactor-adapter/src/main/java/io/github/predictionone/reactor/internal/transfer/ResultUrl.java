package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.internal.PresignedUrl;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The URL of one download: used as long as the storage accepts it, then asked for anew. */
final class ResultUrl {

    private final Mono<PresignedUrl> fresh;
    private volatile @Nullable PresignedUrl known;

    ResultUrl(Mono<PresignedUrl> fresh) {
        this.fresh = fresh;
    }

    Mono<PresignedUrl> get() {
        PresignedUrl last = known;
        return last != null ? Mono.just(last) : fresh.doOnNext(url -> known = url);
    }

    /** Forgets a URL that has been refused. */
    void failed(Throwable failure) {
        if (Attempts.isStale(failure)) {
            known = null;
        }
    }
}
