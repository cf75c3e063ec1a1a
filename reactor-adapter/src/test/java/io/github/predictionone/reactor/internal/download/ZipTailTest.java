package io.github.predictionone.reactor.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.internal.storage.Zips;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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

    /** Holds the content as it is. */
    private static byte[] stored(byte[] content, String comment) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry("inner.zip");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment(comment);
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 65_557, 100_000, 1_000_000})
    @DisplayName("5.9 a zip's end is known in buffers of any size, with the longest comment, and missed if a byte is")
    void end(int size) throws IOException {
        byte[] zip = stored(Zips.noise(300_000, 1), "x".repeat(65_535));
        assertThat(isWhole(zip, size)).isTrue();
        assertThat(isWhole(Arrays.copyOf(zip, zip.length - 1), size)).isFalse();
        assertThat(isWhole(new byte[zip.length], size)).isFalse();
    }

    @Test
    @DisplayName("5.9 an archive inside of an archive is not its end")
    void inner() throws IOException {
        byte[] inner = Zips.noise(1_000, 1);
        byte[] zip = stored(inner, "");
        int head = 30 + "inner.zip".length();
        assertThat(isWhole(zip, 100)).isTrue();
        assertThat(isWhole(Arrays.copyOf(zip, head + inner.length), 100)).isFalse();
    }
}
