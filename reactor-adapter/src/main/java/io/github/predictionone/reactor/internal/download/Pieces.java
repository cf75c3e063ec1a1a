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

/** A body as copies: what the network gives at a time is more than whoever asks for a few buffers wants to hold. */
final class Pieces {

    private static final int MOST = 1 << 16;

    private Pieces() {}

    /** How much of a buffer becomes the next piece. */
    static int length(ByteBuf buffer) {
        return Math.min(MOST, buffer.readableBytes());
    }

    /** {@code next} reads so much from a buffer, and gives null for what it keeps for the piece after it. */
    static Flux<ByteBuffer> of(String doing, Flux<ByteBuf> body, Function<ByteBuf, @Nullable ByteBuffer> next) {
        return body.<List<ByteBuffer>>handle((buffer, sink) -> take(doing, buffer, next, sink))
                // Not of the kind that drops what waits when an error comes: it counts as received.
                .concatMapDelayError(Flux::fromIterable, true, 1);
    }

    private static void take(
            String doing,
            ByteBuf buffer,
            Function<ByteBuf, @Nullable ByteBuffer> next,
            SynchronousSink<List<ByteBuffer>> sink) {
        orNeverAgain(doing, () -> {
            take(buffer, next, sink);
            return true;
        });
    }

    /** An error of the JVM in this is the end: another attempt could leave a gap in what has been handed on. */
    static <T> T orNeverAgain(String doing, Supplier<T> step) {
        try {
            return step.get();
        } catch (Error e) {
            throw new TransferException(doing + ": " + e, e, Retryability.NEVER);
        }
    }

    private static void take(
            ByteBuf buffer, Function<ByteBuf, @Nullable ByteBuffer> next, SynchronousSink<List<ByteBuffer>> sink) {
        List<ByteBuffer> pieces = new ArrayList<>();
        while (buffer.isReadable()) {
            ByteBuffer piece = next.apply(buffer);
            if (piece != null) {
                pieces.add(piece);
            }
        }
        if (!pieces.isEmpty()) {
            sink.next(pieces);
        }
    }
}
