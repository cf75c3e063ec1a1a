package io.github.predictionone.reactor.internal.support;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is made when it is first needed, where blocking is allowed. A failure is that of one attempt, and is not kept. */
public final class Lazy<T> {

    private final OneCall<T> making;
    private volatile @Nullable T made;

    public Lazy(Supplier<T> maker) {
        this.making = new OneCall<>(Mono.fromSupplier(() -> JvmError.carried(maker::get))
                .subscribeOn(Time.files())
                .doOnNext(value -> made = value));
    }

    public Mono<T> get() {
        return Mono.defer(() -> {
            T ready = made;
            return ready == null ? making.result() : Mono.just(ready);
        });
    }
}
