package io.github.predictionone.reactor.internal.download;

import static io.github.predictionone.testsupport.HandmadeZip.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.testsupport.HandmadeZip;
import io.github.predictionone.testsupport.Zips;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipTailTest {

    private static boolean isWhole(byte[] content, int size) {
        ZipTail tail = new ZipTail();
        for (int from = 0; from < content.length; from += size) {
            tail.add(ByteBuffer.wrap(content, from, Math.min(size, content.length - from)));
        }
        return tail.isWhole();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 65_557, 100_000, 1_000_000})
    @DisplayName(
            "5.9 a zip is known to be complete, or to lack a byte, in buffers of any size and with the longest comment")
    void end(int size) {
        byte[] zip = new HandmadeZip()
                .with(stored("inner.zip", Zips.noise(300_000, 1)))
                .comment("x".repeat(65_535).getBytes(StandardCharsets.US_ASCII))
                .bytes();
        assertThat(isWhole(zip, size)).isTrue();
        assertThat(isWhole(Arrays.copyOf(zip, zip.length - 1), size)).isFalse();
        assertThat(isWhole(new byte[zip.length], size)).isFalse();
    }

    @Test
    @DisplayName("5.9 the end of an inner archive is not taken for the end of the outer archive")
    void inner() {
        byte[] inner = Zips.noise(1_000, 1);
        byte[] zip = new HandmadeZip().with(stored("inner.zip", inner)).bytes();
        int head = 30 + "inner.zip".length();
        assertThat(isWhole(zip, 100)).isTrue();
        assertThat(isWhole(Arrays.copyOf(zip, head + inner.length), 100)).isFalse();
    }
}
