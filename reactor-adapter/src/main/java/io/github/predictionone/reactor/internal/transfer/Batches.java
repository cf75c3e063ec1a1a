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

    private static final int SIZE = 1 << 19;

    private final Spare spare;
    private long left;
    private ByteBuffer current = ByteBuffer.allocate(0);

    /** What has been written already, for whoever needs the next one. */
    static final class Spare {

        private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

        void recycle(ByteBuffer buffer) {
            free.add(buffer.clear());
        }

        private ByteBuffer next(int length) {
            ByteBuffer used = free.poll();
            return used != null && used.capacity() >= length ? used : ByteBuffer.allocateDirect(Math.max(SIZE, length));
        }
    }

    /** Takes so many bytes and then no more. */
    Batches(Spare spare, long limit) {
        this.spare = spare;
        this.left = limit;
    }

    /** Adds a buffer, and hands on what is full. */
    long add(ByteBuf buffer, SynchronousSink<ByteBuffer> sink) {
        int length = (int) Math.min(left, buffer.readableBytes());
        int fits = Math.min(length, current.remaining());
        copy(buffer, 0, fits);
        if (fits < length) {
            if (current.position() > 0) {
                sink.next(current.flip());
            }
            current = spare.next(length - fits);
            copy(buffer, fits, length - fits);
        }
        left -= length;
        // There is more, but not for us.
        if (length < buffer.readableBytes()) {
            sink.complete();
        }
        return left;
    }

    private void copy(ByteBuf buffer, int from, int length) {
        ByteBuffer room = current.duplicate().limit(current.position() + length);
        buffer.getBytes(buffer.readerIndex() + from, room);
        current.position(room.position());
    }

    /** What is left at the end. */
    Mono<ByteBuffer> rest() {
        ByteBuffer last = current;
        current = ByteBuffer.allocate(0);
        return last.position() > 0 ? Mono.just(last.flip()) : Mono.empty();
    }
}
