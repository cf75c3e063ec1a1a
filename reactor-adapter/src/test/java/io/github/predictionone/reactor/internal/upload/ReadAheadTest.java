package io.github.predictionone.reactor.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private static final long LENGTH = (50L << 20) + 1;

    private final Semaphore resumed = new Semaphore(0);
    private final Numbers numbers = new Numbers();
    private final ReadAhead ahead = new ReadAhead(numbers, resumed::release);

    /** Numbers the chunks that are read. */
    private static final class Numbers implements ByteSource {

        private final CountDownLatch closed = new CountDownLatch(1);
        private final CountDownLatch reading = new CountDownLatch(1);
        private volatile CountDownLatch disk = new CountDownLatch(0);
        private volatile @Nullable ByteBuf last;
        private int next;
        private boolean broken;

        @Override
        public void read(ByteBuf into) throws IOException {
            assertThat(Thread.currentThread().getName()).startsWith("predictionone-files-");
            last = into;
            reading.countDown();
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (broken) {
                throw new EOFException("shorter");
            }
            into.writeByte(next++).writerIndex(into.capacity());
        }

        @Override
        public void close() {
            closed.countDown();
        }

        @Override
        public long length() {
            return LENGTH;
        }
    }

    private @Nullable ByteBuf read() throws IOException {
        return ahead.readChunk(UnpooledByteBufAllocator.DEFAULT);
    }

    @Test
    @DisplayName("1.9 6.1 chunks are read on file threads and arrive in order, each once")
    void order() throws Exception {
        List<Integer> read = new ArrayList<>();
        while (!ahead.isEndOfInput()) {
            ByteBuf chunk = read();
            if (chunk == null) {
                resumed.acquire();
            } else {
                read.add((int) chunk.readByte());
                chunk.release();
            }
        }
        assertThat(read).hasSize(51).isSorted().doesNotHaveDuplicates();
        assertThat(ahead.progress()).isEqualTo(ahead.length());
        ahead.close();
        numbers.closed.await();
    }

    @Test
    @DisplayName("1.9 closing does not wait for a disk that hangs, and a chunk that is read afterwards is released")
    void hangs() throws Exception {
        numbers.disk = new CountDownLatch(1);
        assertThat(read()).isNull();
        numbers.reading.await();
        assertThat(read()).isNull();
        ahead.close();
        ahead.close();
        assertThat(numbers.closed.getCount())
                .as("the source stays open while it is read")
                .isEqualTo(1);
        numbers.disk.countDown();
        numbers.closed.await();
        assertThat(numbers.last.refCnt()).isZero();
        assertThat(resumed.availablePermits()).isZero();
        assertThat(read()).isNull();
    }

    @Test
    @DisplayName("6.1 a chunk that was read but is no longer needed is released")
    void unwanted() throws Exception {
        assertThat(read()).isNull();
        resumed.acquire();
        ahead.close();
        numbers.closed.await();
        assertThat(numbers.last.refCnt()).isZero();
    }

    @Test
    @DisplayName("6.3 a failure to read the source fails the upload")
    void broken() throws Exception {
        numbers.broken = true;
        assertThat(read()).isNull();
        resumed.acquire();
        assertThat(ahead.isEndOfInput()).isFalse();
        assertThatIOException().isThrownBy(this::read).withMessage("shorter");
        ahead.close();
        numbers.closed.await();
    }
}
