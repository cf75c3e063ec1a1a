package io.github.predictionone.reactor.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.internal.storage.TransferMemory.Share;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TransferMemoryTest {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    private final TransferMemory memory = new TransferMemory(16 * MIB, UnpooledByteBufAllocator.DEFAULT);

    @Test
    @DisplayName("5.1 a transfer takes no more memory than it requests and than its content needs")
    void content() {
        try (Share small = memory.take(9, MIB / 2, 1_000);
                Share middle = memory.take(9, 64 * KIB, 100 * KIB);
                Share large = memory.take(4, MIB / 2, Long.MAX_VALUE)) {
            assertThat(List.of(small.buffers(), small.size())).containsExactly(1, 1_000);
            assertThat(List.of(middle.buffers(), middle.size())).containsExactly(2, 64 * KIB);
            assertThat(List.of(large.buffers(), large.size())).containsExactly(4, MIB / 2);
        }
    }

    @Test
    @DisplayName("5.1 a transfer with a remaining length of 0 or below gets one buffer")
    void nothing() {
        try (Share none = memory.take(9, MIB / 2, 0);
                Share less = memory.take(9, MIB / 2, -5)) {
            assertThat(List.of(none.buffers(), less.buffers())).containsExactly(1, 1);
            ByteBuf buffer = less.buffer(3);
            assertThat(buffer.capacity()).isEqualTo(3);
            buffer.release();
        }
    }

    @Test
    @DisplayName("5.1 each of many transfers gets memory, and all together take little more than the budget")
    void many() {
        List<Share> shares = new ArrayList<>();
        long taken = 0;
        for (int i = 0; i < 200; i++) {
            Share share = memory.take(9, MIB / 2, Long.MAX_VALUE);
            shares.add(share);
            taken += (long) share.buffers() * share.size();
            assertThat(share.buffers()).isBetween(2, 9);
            assertThat(share.size()).isGreaterThanOrEqualTo(16 * KIB);
        }
        assertThat(taken).isLessThan(16L * MIB + 200 * 48 * KIB);
        assertThat(shares.get(0).size()).as("buffer size of the first transfer").isGreaterThan(400 * KIB);
        shares.forEach(Share::close);
    }

    @Test
    @DisplayName("5.1 a transfer returns its memory when it ends")
    void givenBack() {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            shares.add(memory.take(9, MIB / 2, Long.MAX_VALUE));
        }
        shares.forEach(Share::close);
        try (Share next = memory.take(8, MIB / 2, Long.MAX_VALUE)) {
            assertThat(List.of(next.buffers(), next.size())).containsExactly(8, MIB / 2);
        }
    }
}
