package io.github.predictionone.reactor.internal.support;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A value that is created when it is first needed, on a thread that may block. A failure is not kept: the next
 * subscriber tries again.
 */
public final class LazyMono<T> {

    private final SharedCall<T> creation;
    private volatile @Nullable T created;

    public LazyMono(Supplier<T> supplier) {
        this.creation = new SharedCall<>(Mono.fromSupplier(() -> JvmError.wrapErrors(supplier::get))
                .subscribeOn(Time.files())
                .doOnNext(value -> created = value));
    }

    public Mono<T> get() {
        return Mono.defer(() -> {
            T present = created;
            return present == null ? creation.result() : Mono.just(present);
        });
    }
}
