package io.github.predictionone.reactor.internal.transfer;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Gathers network buffers into few large ones, so that neither the disk nor the sums are asked too often. They are copies,
 * outside of the heap, and the collector's: whatever a cancellation leaves lying between threads is nobody's leak.
 */
final class Batches {

    private static final int SIZE = 1 << 18;

    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private ByteBuffer current = ByteBuffer.allocate(0);

    /** Adds a buffer, and hands on what was gathered before if that does not fit. */
    void add(ByteBuf buffer, SynchronousSink<ByteBuffer> sink) {
        int length = buffer.readableBytes();
        if (length > current.remaining()) {
            if (current.position() > 0) {
                sink.next(current.flip());
            }
            current = next(length);
        }
        ByteBuffer room = current.duplicate().limit(current.position() + length);
        buffer.getBytes(buffer.readerIndex(), room);
        current.position(room.position());
    }

    /** What is left at the end. */
    Mono<ByteBuffer> rest() {
        ByteBuffer last = current;
        current = ByteBuffer.allocate(0);
        return last.position() > 0 ? Mono.just(last.flip()) : Mono.empty();
    }

    /** Takes a buffer back that has been written. */
    void recycle(ByteBuffer buffer) {
        free.add(buffer.clear());
    }

    private ByteBuffer next(int length) {
        ByteBuffer used = free.poll();
        return used != null && used.capacity() >= length ? used : ByteBuffer.allocateDirect(Math.max(SIZE, length));
    }
}
