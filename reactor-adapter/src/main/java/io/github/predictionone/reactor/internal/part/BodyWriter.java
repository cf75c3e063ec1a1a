package io.github.predictionone.reactor.internal.part;

import io.github.predictionone.reactor.internal.storage.TransferMemory;
import io.github.predictionone.reactor.internal.support.JvmError;
import io.github.predictionone.reactor.internal.support.Time;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Writes response bodies to a partial file, on file threads instead of the network's. */
public final class BodyWriter {

    private static final int BATCH = 1 << 19;
    // Enough that neither the network nor the disk has to wait for every step of the other.
    private static final int BATCHES_AHEAD = 8;
    private static final int MIN_AHEAD = 2;

    private final PartFile part;
    private final TransferMemory memory;
    private final Scheduler disk = Time.files();

    public BodyWriter(PartFile part, TransferMemory memory) {
        this.part = part;
        this.memory = memory;
    }

    /** Writes a whole body, which begins at an offset. Its expected length only determines how much memory is used. */
    public Mono<Void> write(Flux<ByteBuf> body, long from, long expected, LongConsumer reached) {
        return Mono.using(
                () -> JvmError.wrapErrors(
                        () -> new Batches(memory.take(1 + BATCHES_AHEAD, BATCH, expected), Long.MAX_VALUE)),
                batches -> write(body, batches, new Offset(from, reached)));
    }

    /** Writes a body of one of several connections, from an offset up to the limit; ignores the rest of the body. */
    public Mono<Void> write(Flux<ByteBuf> body, long from, long limit, int connections, LongConsumer reached) {
        int ahead = Math.max(MIN_AHEAD, BATCHES_AHEAD / connections);
        return Mono.using(
                () -> JvmError.wrapErrors(() -> new Batches(memory.take(1 + ahead, BATCH, limit - from), limit - from)),
                batches -> write(body, batches, new Offset(from, reached)));
    }

    private Mono<Void> write(Flux<ByteBuf> body, Batches batches, Offset offset) {
        AtomicReference<Throwable> broken = new AtomicReference<>();
        return body.handle(batches::add)
                // The bytes received before a connection failed are written as well.
                .onErrorResume(failure -> {
                    broken.set(failure);
                    return Flux.empty();
                })
                .concatWith(batches.rest())
                .publishOn(disk, batches.ahead())
                .doOnNext(more -> JvmError.wrapErrors(() -> offset.append(more)))
                .then(Mono.defer(() -> broken.get() == null ? Mono.empty() : Mono.error(broken.get())));
    }

    private final class Offset {

        private final LongConsumer reached;
        private long value;

        Offset(long value, LongConsumer reached) {
            this.value = value;
            this.reached = reached;
        }

        long append(Batches batches) {
            ByteBuf batch = batches.poll();
            if (batch == null) {
                return value;
            }
            try {
                part.write(value, batch.nioBuffer());
                value += batch.readableBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                batches.giveBack(batch);
            }
            reached.accept(value);
            return value;
        }
    }
}
