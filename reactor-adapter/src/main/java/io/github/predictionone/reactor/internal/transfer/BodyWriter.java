package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.reactor.internal.JvmError;
import io.github.predictionone.reactor.internal.Time;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Writes bodies into a part, away from the network's threads. */
final class BodyWriter {

    // Enough that neither the network nor the disk waits for the other's every step.
    private static final int BATCHES_AHEAD = 8;
    private static final int LEAST_AHEAD = 2;

    private final PartFile part;
    private final Batches.Spare spare = new Batches.Spare();
    private final Scheduler disk = Time.files();

    BodyWriter(PartFile part) {
        this.part = part;
    }

    /** Writes a body that begins at an offset, and of it as much as comes before the limit. */
    Mono<Void> write(Flux<ByteBuf> body, long from, long limit, LongConsumer reached) {
        return write(body, from, limit, 1, reached);
    }

    /** The same for one of several connections, which share the memory. */
    Mono<Void> write(Flux<ByteBuf> body, long from, long limit, int connections, LongConsumer reached) {
        int ahead = Math.max(LEAST_AHEAD, BATCHES_AHEAD / connections);
        return Mono.defer(() -> {
            Batches batches = new Batches(spare, limit - from);
            Offset offset = new Offset(from, reached);
            AtomicReference<Throwable> broken = new AtomicReference<>();
            return body.<ByteBuffer>handle((buffer, sink) -> JvmError.carried(() -> batches.add(buffer, sink)))
                    // What came before a connection broke is written all the same.
                    .onErrorResume(failure -> {
                        broken.set(failure);
                        return Flux.empty();
                    })
                    .concatWith(Mono.defer(batches::rest))
                    .publishOn(disk, ahead)
                    .doOnNext(batch -> JvmError.carried(() -> offset.append(batch)))
                    .then(Mono.defer(() -> broken.get() == null ? Mono.empty() : Mono.error(broken.get())));
        });
    }

    private final class Offset {

        private final LongConsumer reached;
        private long value;

        Offset(long value, LongConsumer reached) {
            this.value = value;
            this.reached = reached;
        }

        long append(ByteBuffer batch) {
            int length = batch.remaining();
            try {
                part.write(value, batch);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            spare.recycle(batch);
            value += length;
            reached.accept(value);
            return value;
        }
    }
}
