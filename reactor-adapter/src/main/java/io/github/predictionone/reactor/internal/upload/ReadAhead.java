package io.github.predictionone.reactor.internal.upload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.internal.storage.TransferMemory;
import io.github.predictionone.reactor.internal.storage.TransferMemory.Share;
import io.github.predictionone.reactor.internal.support.Time;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads chunks on file threads, one ahead of the network, so an event loop never waits for a disk. */
final class ReadAhead implements ChunkedInput<ByteBuf> {

    private static final int CHUNK = 1 << 20;
    // One chunk is read while the network has the other.
    private static final int CHUNKS = 2;

    private final ByteSource source;
    private final Runnable resume;
    private final Share memory;

    @GuardedBy("this")
    private @Nullable ByteBuf ready;

    @GuardedBy("this")
    private @Nullable Throwable failure;

    @GuardedBy("this")
    private boolean reading;

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private long requested;

    private volatile long progress;

    /** {@code resume} is called after each read, which leaves a chunk or a failure. */
    ReadAhead(ByteSource source, Runnable resume) {
        this.source = source;
        this.resume = resume;
        this.memory = TransferMemory.OF_THE_JVM.take(CHUNKS, CHUNK, source.length());
    }

    @Override
    public synchronized boolean isEndOfInput() {
        return progress == source.length();
    }

    /** Returns null if no chunk is ready yet. */
    @Override
    public synchronized @Nullable ByteBuf readChunk(ByteBufAllocator allocator) throws IOException {
        Throwable reason = failure;
        if (reason != null) {
            throw reason instanceof IOException disk ? disk : new IOException(reason);
        }
        ByteBuf chunk = ready;
        ready = null;
        if (chunk != null) {
            progress += chunk.readableBytes();
        }
        if (!reading && !closed && requested < source.length()) {
            int length = (int) Math.min(memory.size(), source.length() - requested);
            Time.onFileThread(() -> read(length));
            reading = true;
            requested += length;
        }
        return chunk;
    }

    private void read(int length) {
        ByteBuf chunk = null;
        Throwable reason = null;
        try {
            chunk = memory.buffer(length);
            source.read(chunk);
        } catch (Throwable e) {
            reason = e;
        }
        boolean wanted = ended(chunk, reason);
        if (chunk != null && (!wanted || reason != null)) {
            chunk.release();
        }
        if (wanted) {
            resume.run();
        } else {
            closeSource();
        }
    }

    /** Keeps the result of a read. Returns false if the input has been closed in the meantime. */
    private synchronized boolean ended(@Nullable ByteBuf chunk, @Nullable Throwable reason) {
        reading = false;
        if (!closed) {
            ready = reason == null ? chunk : null;
            failure = reason;
        }
        return !closed;
    }

    @Override
    public void close() {
        boolean idle;
        ByteBuf left;
        synchronized (this) {
            if (!closed) {
                memory.close();
            }
            idle = !reading && !closed;
            closed = true;
            left = ready;
            ready = null;
        }
        if (left != null) {
            left.release();
        }
        if (idle) {
            Time.onFileThread(this::closeSource);
        }
    }

    private void closeSource() {
        try {
            source.close();
        } catch (Exception e) {
            // All bytes have been read, or are no longer needed.
        }
    }

    @Override
    public long length() {
        return source.length();
    }

    /** Returns the number of bytes that the network has got. */
    @Override
    public long progress() {
        return progress;
    }

    @Override
    @SuppressWarnings("deprecation") // Required by Netty, which no longer calls it.
    public @Nullable ByteBuf readChunk(ChannelHandlerContext context) throws IOException {
        return readChunk(context.alloc());
    }
}
