package io.github.predictionone.reactor.internal.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.TransferMemory;
import io.github.predictionone.testsupport.Zips;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class BodyWriterTest {

    private static final byte[] ZIP = Zips.noise(3_000_000, 1);
    private static final int PIECE = 10_000;

    @TempDir
    private Path directory;

    private final Pool pool = new Pool();
    private final TransferMemory memory = new TransferMemory(8 << 20, pool);
    private final AtomicLong reached = new AtomicLong();
    private PartFile part;

    /** Counts the buffers in use, and has no more than {@code left} of them. */
    private static final class Pool extends PooledByteBufAllocator {

        private final List<ByteBuf> made = new ArrayList<>();
        private final CountDownLatch usedUp = new CountDownLatch(1);
        private int left = Integer.MAX_VALUE;

        Pool() {
            super(true, 0, 1, 1 << 13, 9, 0, 0, false);
        }

        @Override
        protected synchronized ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            if (left-- == 0) {
                usedUp.countDown();
                throw new OutOfMemoryError("Direct buffer memory");
            }
            ByteBuf buffer = super.newDirectBuffer(initialCapacity, maxCapacity);
            made.add(buffer);
            return buffer;
        }

        synchronized long bytes() {
            return made.stream().mapToLong(ByteBuf::capacity).sum();
        }

        synchronized long inUse() {
            return made.stream().filter(buffer -> buffer.refCnt() > 0).count();
        }
    }

    @BeforeEach
    void open() throws IOException {
        part = new Target(new SizeLimits("download", Long.MAX_VALUE), directory.resolve("result.zip"), false)
                .open(new TargetLock.Holder());
        part.restart(new StorageAnswer(false, 0, ZIP.length, ZIP.length, "\"one\"", new DefaultHttpHeaders()));
    }

    @AfterEach
    void close() throws IOException {
        part.close();
        assertThat(pool.inUse()).as("buffers that were not released").isZero();
    }

    private static Flux<ByteBuf> body(int from) {
        return Flux.range(0, (ZIP.length - from + PIECE - 1) / PIECE)
                .map(i -> from + i * PIECE)
                .map(at -> Unpooled.wrappedBuffer(ZIP, at, Math.min(PIECE, ZIP.length - at)));
    }

    @Test
    @DisplayName("5.1 a body is written to the disk whole, in memory that is reused")
    void whole() throws IOException {
        BodyWriter writer = new BodyWriter(part, memory);
        writer.write(body(0), 0, ZIP.length, reached::set)
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(Files.readAllBytes(directory.resolve("result.zip.part"))).isEqualTo(ZIP);
        assertThat(reached).hasValue(ZIP.length);
        // A quarter of the budget, and what rounding adds to each buffer.
        assertThat(pool.bytes()).isLessThanOrEqualTo((2 << 20) + 9);
    }

    @Test
    @DisplayName("5.1 a body that is longer than expected is written whole")
    void longer() throws IOException {
        BodyWriter writer = new BodyWriter(part, memory);
        writer.write(body(0), 0, 1_000, reached::set).as(StepVerifier::create).verifyComplete();
        assertThat(Files.readAllBytes(directory.resolve("result.zip.part"))).isEqualTo(ZIP);
    }

    @Test
    @DisplayName("5.6 a body that extends beyond its piece is written up to the end of the piece")
    void limit() throws IOException {
        BodyWriter writer = new BodyWriter(part, memory);
        writer.write(body(0), 0, 1_234_567, 4, reached::set)
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(directory.resolve("result.zip.part")).hasSize(1_234_567);
    }

    @Test
    @DisplayName(
            "1.10 without memory for a buffer, the bytes before it are written and the subscriber receives an error")
    void noMemory() {
        pool.left = 2;
        new BodyWriter(part, memory)
                .write(body(0), 0, ZIP.length, offset -> {
                    // Only this batch is written until the memory is used up, so no buffer becomes free.
                    await(pool.usedUp);
                    reached.set(offset);
                })
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure).hasCauseInstanceOf(OutOfMemoryError.class));
        assertThat(reached.get())
                .isEqualTo(part.prefixLength())
                .isGreaterThan(400_000)
                .isLessThan(ZIP.length);
    }

    @Test
    @DisplayName("1.10 a subscriber receives a JVM error that is thrown while a batch is written")
    void brokenWrite() {
        BodyWriter writer = new BodyWriter(part, memory);
        writer.write(body(0), 0, ZIP.length, offset -> {
                    throw new StackOverflowError();
                })
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure).hasCauseInstanceOf(StackOverflowError.class));
    }

    @Test
    @DisplayName("1.10 5.1 a writer that is cancelled during a write releases its memory after the write")
    void cancelled() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch disk = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        Disposable write = new BodyWriter(part, memory)
                .write(body(0).concatWith(Flux.never()), 0, ZIP.length, offset -> {
                    writing.countDown();
                    await(disk);
                    written.countDown();
                })
                .subscribe();
        writing.await();
        write.dispose();
        disk.countDown();
        written.await();
        assertThat(pool.inUse()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
