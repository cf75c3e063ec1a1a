package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.Instrumentation.Direction;
import io.github.predictionone.reactor.Instrumentation.Transfer;
import io.github.predictionone.reactor.internal.support.Operations;
import java.nio.ByteBuffer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who is told of transfers. */
public interface Transfers {

    /** Nobody. */
    Transfers UNOBSERVED = new Transfers() {

        @Override
        public <T> Mono<T> file(Direction direction, Function<Transfer, Mono<T>> work) {
            return work.apply(new Transfer() {});
        }

        @Override
        public Flux<ByteBuffer> stream(Flux<ByteBuffer> content) {
            return content;
        }
    };

    /** The transfer of a file, which tells itself how far it is. */
    <T> Mono<T> file(Direction direction, Function<Transfer, Mono<T>> work);

    /** A download that is handed on. */
    Flux<ByteBuffer> stream(Flux<ByteBuffer> content);

    static Transfers toldTo(Instrumentation instrumentation) {
        return new Transfers() {

            @Override
            public <T> Mono<T> file(Direction direction, Function<Transfer, Mono<T>> work) {
                return Operations.observed(context -> instrumentation.transferStarted(direction, context), work);
            }

            @Override
            public Flux<ByteBuffer> stream(Flux<ByteBuffer> content) {
                return Operations.observedStream(
                        context -> instrumentation.transferStarted(Direction.DOWNLOAD, context),
                        transfer -> content.doOnNext(bytes -> transfer.transferred(bytes.remaining())));
            }
        };
    }
}
