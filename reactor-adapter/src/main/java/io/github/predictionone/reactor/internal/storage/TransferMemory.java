package io.github.predictionone.reactor.internal.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pools the buffers of all transfers of a JVM outside of the heap, within one budget. A transfer never waits for
 * memory: it gets less when less is left, but at least two small buffers.
 */
public final class TransferMemory {

    /** The memory of this JVM: 64 MiB, but at most a quarter of its direct memory, which the network needs as well. */
    public static final TransferMemory OF_THE_JVM =
            new TransferMemory(Math.min(64 << 20, PlatformDependent.estimateMaxDirectMemory() / 4), pool());

    private static final int MIN_BUFFERS = 2;
    private static final int MIN_SIZE = 1 << 14;

    private final long budget;
    private final AtomicLong taken = new AtomicLong();
    private final ByteBufAllocator pool;

    public TransferMemory(long budget, ByteBufAllocator pool) {
        this.budget = budget;
        this.pool = pool;
    }

    /** One arena with pages of 8 KiB in chunks of 4 MiB. No thread caches, which would retain released memory. */
    private static ByteBufAllocator pool() {
        return new PooledByteBufAllocator(true, 0, 1, 1 << 13, 9, 0, 0, false);
    }

    /**
     * Takes a share for one transfer: at most this number of buffers of this size, no more than the content fills, and
     * no more than a quarter of what is left.
     */
    public Share take(int buffers, int size, long content) {
        long wanted = Math.min((long) buffers * size, Math.max(1, content));
        while (true) {
            long before = taken.get();
            long fair = Math.min(wanted, Math.max(MIN_BUFFERS * MIN_SIZE, (budget - before) / 4));
            if (taken.compareAndSet(before, before + fair)) {
                int fitting =
                        (int) Math.min(size, fair < wanted ? Math.max(MIN_SIZE, (fair + buffers - 1) / buffers) : fair);
                return new Share(fair, fitting);
            }
        }
    }

    /** Memory that one transfer may use until it closes the share. */
    public final class Share implements AutoCloseable {

        private final long bytes;
        private final int size;

        private Share(long bytes, int size) {
            this.bytes = bytes;
            this.size = size;
        }

        /** Returns the size of a buffer. */
        public int size() {
            return size;
        }

        /** Returns how many buffers of that size the share has. The content may not fill the last one. */
        public int buffers() {
            return (int) ((bytes + size - 1) / size);
        }

        /** Returns a buffer, which its last user releases. */
        public ByteBuf buffer(int length) {
            return pool.directBuffer(length, length);
        }

        /**
         * Returns the share to the budget. Buffers that are still in use go back to the pool when they are released.
         */
        @Override
        public void close() {
            taken.addAndGet(-bytes);
        }
    }
}
