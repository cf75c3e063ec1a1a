package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** Copies a body in chunks, since a buffer of the network may be larger than a subscriber wants to hold. */
final class BodyChunks {

    private static final int MAX_LENGTH = 1 << 16;

    private BodyChunks() {}

    /** Returns how much of a buffer becomes the next chunk. */
    static int length(ByteBuf buffer) {
        return Math.min(MAX_LENGTH, buffer.readableBytes());
    }

    /** Splits a body. {@code next} reads a chunk from a buffer, or keeps the bytes for a later one and returns null. */
    static Flux<ByteBuffer> of(String doing, Flux<ByteBuf> body, Function<ByteBuf, @Nullable ByteBuffer> next) {
        return body.<List<ByteBuffer>>handle((buffer, sink) -> take(doing, buffer, next, sink))
                // concatMap would drop undelivered chunks on an error, although they count as received.
                .concatMapDelayError(Flux::fromIterable, true, 1);
    }

    private static void take(
            String doing,
            ByteBuf buffer,
            Function<ByteBuf, @Nullable ByteBuffer> next,
            SynchronousSink<List<ByteBuffer>> sink) {
        withoutRetry(doing, () -> {
            take(buffer, next, sink);
            return true;
        });
    }

    /** Runs a step. A JVM error in it is not retried: another attempt could leave a gap in the emitted bytes. */
    static <T> T withoutRetry(String doing, Supplier<T> step) {
        try {
            return step.get();
        } catch (Error e) {
            throw new TransferException(doing + ": " + e, e, Retryability.NEVER);
        }
    }

    private static void take(
            ByteBuf buffer, Function<ByteBuf, @Nullable ByteBuffer> next, SynchronousSink<List<ByteBuffer>> sink) {
        List<ByteBuffer> chunks = new ArrayList<>();
        while (buffer.isReadable()) {
            ByteBuffer chunk = next.apply(buffer);
            if (chunk != null) {
                chunks.add(chunk);
            }
        }
        if (!chunks.isEmpty()) {
            sink.next(chunks);
        }
    }
}
