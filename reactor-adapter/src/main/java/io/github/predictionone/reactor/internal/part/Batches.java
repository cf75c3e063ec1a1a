package io.github.predictionone.reactor.internal.part;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.internal.storage.TransferMemory.Share;
import io.github.predictionone.reactor.internal.support.JvmError;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Gathers network buffers into few large ones, so that neither the disk nor the sums are asked too often. They stay here, and
 * only the word that one is full goes from thread to thread: a cancellation would leave behind what lies between operators.
 */
final class Batches implements AutoCloseable {

    private final Share memory;

    @GuardedBy("this")
    private final Queue<ByteBuf> full = new ArrayDeque<>();

    @GuardedBy("this")
    private final Queue<ByteBuf> spare = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable ByteBuf current;

    @SuppressWarnings("GuardedBy") // For add(), which is called once at a time.
    private long left;

    @GuardedBy("this")
    private boolean closed;

    /** Takes so many bytes and then no more. */
    Batches(Share memory, long limit) {
        this.memory = memory;
        this.left = limit;
    }

    /** How many may be full while another one is filled. */
    int ahead() {
        return Math.max(1, memory.buffers() - 1);
    }

    /** Adds a buffer, and tells of a batch that is full. */
    void add(ByteBuf buffer, SynchronousSink<Batches> sink) {
        int length = (int) Math.min(left, buffer.readableBytes());
        if (JvmError.wrapErrors(() -> fills(buffer, length))) {
            sink.next(this);
        }
        left -= length;
        // There is more, but not for us.
        if (length < buffer.readableBytes()) {
            sink.complete();
        }
    }

    private synchronized boolean fills(ByteBuf buffer, int length) {
        if (closed) {
            return false;
        }
        ByteBuf batch = current;
        int fits = batch == null ? 0 : Math.min(length, batch.writableBytes());
        if (batch != null) {
            batch.writeBytes(buffer, buffer.readerIndex(), fits);
        }
        if (fits == length) {
            return false;
        }
        current = next(length - fits).writeBytes(buffer, buffer.readerIndex() + fits, length - fits);
        return batch != null && full.add(batch);
    }

    @GuardedBy("this")
    private ByteBuf next(int length) {
        ByteBuf used = length > memory.size() ? null : spare.poll();
        return used == null ? memory.buffer(Math.max(memory.size(), length)) : used;
    }

    /** Tells of what is left at the end. */
    Mono<Batches> rest() {
        return Mono.fromSupplier(() -> fillsAtTheEnd() ? this : null);
    }

    private synchronized boolean fillsAtTheEnd() {
        ByteBuf last = current;
        current = null;
        return last != null && full.add(last);
    }

    /** Returns the next full batch, which its writer gives back; null after {@link #close()}. */
    synchronized @Nullable ByteBuf poll() {
        return full.poll();
    }

    synchronized void giveBack(ByteBuf written) {
        if (closed || written.capacity() > memory.size()) {
            written.release();
        } else {
            spare.add(written.clear());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        full.forEach(ByteBuf::release);
        full.clear();
        spare.forEach(ByteBuf::release);
        spare.clear();
        if (current != null) {
            current.release();
            current = null;
        }
        memory.close();
    }
}
