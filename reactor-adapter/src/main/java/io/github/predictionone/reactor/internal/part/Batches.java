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
 * Gathers network buffers into a few large batches, for fewer disk writes and checksum updates. The batches stay here,
 * and only the signal that one is full passes between threads: a cancellation would leak buffers that are queued in
 * operators.
 */
final class Batches implements AutoCloseable {

    private final Share memory;

    @GuardedBy("this")
    private final Queue<ByteBuf> full = new ArrayDeque<>();

    @GuardedBy("this")
    private final Queue<ByteBuf> spare = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable ByteBuf current;

    @SuppressWarnings("GuardedBy") // Used by add() alone, which has no concurrent calls.
    private long left;

    @GuardedBy("this")
    private boolean closed;

    /** Accepts at most {@code limit} bytes. */
    Batches(Share memory, long limit) {
        this.memory = memory;
        this.left = limit;
    }

    /** Returns how many batches may be full while another one is filled. */
    int ahead() {
        return Math.max(1, memory.buffers() - 1);
    }

    /** Adds a buffer, and signals to the sink when a batch is full. */
    void add(ByteBuf buffer, SynchronousSink<Batches> sink) {
        int length = (int) Math.min(left, buffer.readableBytes());
        if (JvmError.wrapErrors(() -> fills(buffer, length))) {
            sink.next(this);
        }
        left -= length;
        // The rest is beyond the limit.
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

    /** Signals the last batch, which may be partly filled, if there is one. */
    Mono<Batches> rest() {
        return Mono.fromSupplier(() -> fillsAtTheEnd() ? this : null);
    }

    private synchronized boolean fillsAtTheEnd() {
        ByteBuf last = current;
        current = null;
        return last != null && full.add(last);
    }

    /** Returns the next full batch, which the writer must give back; null after {@link #close()}. */
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
