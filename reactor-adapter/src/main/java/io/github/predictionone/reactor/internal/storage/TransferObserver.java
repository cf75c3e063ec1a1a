package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.Instrumentation.Direction;
import io.github.predictionone.reactor.Instrumentation.Transfer;
import io.github.predictionone.reactor.internal.support.ObservedOperations;
import java.nio.ByteBuffer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Receives callbacks for transfers. */
public interface TransferObserver {

    /** Observes nothing. */
    TransferObserver NONE = new TransferObserver() {

        @Override
        public <T> Mono<T> observe(Direction direction, Function<Transfer, Mono<T>> work) {
            return work.apply(new Transfer() {});
        }

        @Override
        public Flux<ByteBuffer> observe(Flux<ByteBuffer> content) {
            return content;
        }
    };

    /** Observes the transfer of a file. The work itself reports its progress. */
    <T> Mono<T> observe(Direction direction, Function<Transfer, Mono<T>> work);

    /** Observes a download as a stream. The bytes that it emits are its progress. */
    Flux<ByteBuffer> observe(Flux<ByteBuffer> content);

    static TransferObserver notifying(Instrumentation instrumentation) {
        return new TransferObserver() {

            @Override
            public <T> Mono<T> observe(Direction direction, Function<Transfer, Mono<T>> work) {
                return ObservedOperations.mono(context -> instrumentation.transferStarted(direction, context), work);
            }

            @Override
            public Flux<ByteBuffer> observe(Flux<ByteBuffer> content) {
                return ObservedOperations.flux(
                        context -> instrumentation.transferStarted(Direction.DOWNLOAD, context),
                        transfer -> content.doOnNext(bytes -> transfer.transferred(bytes.remaining())));
            }
        };
    }
}
