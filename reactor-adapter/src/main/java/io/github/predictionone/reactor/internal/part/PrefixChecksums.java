package io.github.predictionone.reactor.internal.part;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.Retryability;
import io.github.predictionone.reactor.internal.storage.TransferMemory;
import io.github.predictionone.reactor.internal.storage.TransferMemory.Share;
import io.netty.buffer.ByteBuf;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.scheduler.Scheduler;

/**
 * The checksums of a growing file's prefix, the bytes from byte 0 to the first gap. Those of a single writer are added
 * as they are written. With several writers, a separate thread reads the written bytes back, so no writer waits.
 */
final class PrefixChecksums {

    private static final int READ = 1 << 18;

    private final FileChannel channel;
    private final Scheduler scheduler;
    private final AtomicBoolean following = new AtomicBoolean();

    @GuardedBy("this")
    private Checksums checksums = Checksums.unchecked();

    // Whether the checksums have given their result, or have failed in an update. They restart on the next use.
    @GuardedBy("this")
    private boolean spent;

    private volatile long summed;
    private volatile long prefixLength;

    PrefixChecksums(FileChannel channel, Scheduler scheduler) {
        this.channel = channel;
        this.scheduler = scheduler;
    }

    /** Restarts at byte 0, with these expected values. */
    synchronized void restart(Checksums promised) {
        prefixLength = 0;
        summed = 0;
        checksums = promised;
        spent = false;
    }

    /** Notes that all bytes before this offset have been written. */
    void reached(long offset) {
        prefixLength = offset;
        if (summed < offset && following.compareAndSet(false, true)) {
            try {
                scheduler.schedule(this::follow);
            } catch (Error e) {
                // The next call schedules the work again.
                following.set(false);
            }
        }
    }

    /** Does the same with the last bytes still in memory: if all bytes before them were added, nothing is read back. */
    void reached(long offset, ByteBuffer last) {
        if (following.compareAndSet(false, true)) {
            try {
                sumIfNext(offset - last.remaining(), last);
            } finally {
                following.set(false);
            }
        }
        reached(offset);
    }

    private synchronized void sumIfNext(long from, ByteBuffer bytes) {
        renew();
        if (from == summed) {
            sum(from, bytes);
        }
    }

    @GuardedBy("this")
    private void renew() {
        if (spent) {
            checksums = checksums.again();
            summed = 0;
            spent = false;
        }
    }

    @GuardedBy("this")
    private void sum(long from, ByteBuffer bytes) {
        spent = true;
        checksums.update(bytes);
        summed = from + bytes.remaining();
        spent = false;
    }

    private void follow() {
        try {
            catchUp();
        } catch (IOException | Error e) {
            // The channel may be closed at any time; any other failure recurs in verify().
        } finally {
            following.set(false);
        }
    }

    private synchronized void catchUp() throws IOException {
        renew();
        if (summed >= prefixLength) {
            return;
        }
        try (Share share = TransferMemory.OF_THE_JVM.take(1, READ, prefixLength - summed)) {
            ByteBuf memory = share.buffer(share.size());
            try {
                catchUp(memory.nioBuffer(0, memory.capacity()));
            } finally {
                memory.release();
            }
        }
    }

    @GuardedBy("this")
    private void catchUp(ByteBuffer buffer) throws IOException {
        while (summed < prefixLength) {
            buffer.clear();
            buffer.limit((int) Math.min(buffer.capacity(), prefixLength - summed));
            if (channel.read(buffer, summed) < 0) {
                throw new EOFException("the file has become shorter than " + prefixLength + " bytes");
            }
            sum(summed, buffer.flip());
        }
    }

    /** Returns the SHA-256 of the whole prefix in hexadecimal; throws if a checksum differs. */
    synchronized String verify(String doing) throws IOException {
        catchUp();
        spent = true;
        return checksums.verify(doing, Retryability.IF_IDEMPOTENT);
    }
}
