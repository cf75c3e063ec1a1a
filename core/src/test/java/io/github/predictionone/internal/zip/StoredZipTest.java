package io.github.predictionone.internal.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.testsupport.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoredZipTest {

    private Path directory;

    @BeforeEach
    void create() throws IOException {
        directory = Files.createTempDirectory("stored-zip");
    }

    @AfterEach
    void delete() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static void write(StoredZip zip, OutputStream out) throws IOException {
        for (StoredZip.Entry entry : zip.entries()) {
            out.write(entry.header());
            Files.copy(entry.file(), out);
        }
        out.write(zip.directory());
    }

    private void assertReadable(Map<String, byte[]> contents) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        int number = 0;
        for (Map.Entry<String, byte[]> content : contents.entrySet()) {
            files.put(content.getKey(), Files.write(directory.resolve("f" + number++), content.getValue()));
        }
        StoredZip zip = StoredZip.of(files, () -> false);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(zip, bytes);
        assertThat(bytes.size()).as("the announced length").isEqualTo((int) zip.length());
        assertThat(zip.changed()).isEmpty();

        Path whole = Files.write(directory.resolve("whole.zip"), bytes.toByteArray());
        try (ZipFile read = new ZipFile(whole.toFile());
                ZipInputStream stream = new ZipInputStream(Files.newInputStream(whole))) {
            assertThat(read.size()).isEqualTo(contents.size());
            for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                ZipEntry entry = read.getEntry(content.getKey());
                assertThat(entry).as(content.getKey()).isNotNull();
                assertThat(read.getInputStream(entry).readAllBytes()).isEqualTo(content.getValue());
                assertThat(stream.getNextEntry().getName()).isEqualTo(content.getKey());
                assertThat(stream.readAllBytes())
                        .as("content, checked by its CRC-32")
                        .isEqualTo(content.getValue());
            }
        }
    }

    @Test
    @DisplayName("6.1 the JDK reads a zip with Unicode file names, by its directory and as a stream")
    void names() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("train_src/学習 データ🎉.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        files.put("eval_src/é\u0301'\"%&.tsv", new byte[300_000]);
        assertReadable(files);
    }

    @Test
    @DisplayName("6.1 a zip of files with any names and contents is complete and has the announced length")
    void any() {
        Property.check(200, draw -> {
            String name = draw.text(1, 255);
            byte[] one = draw.bytes(2_000);
            byte[] other = draw.bytes(255);
            // A name with a lone surrogate can't be written as UTF-8.
            String text =
                    new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\u0000', '_');
            Map<String, byte[]> files = new LinkedHashMap<>();
            files.put("train_src/" + text, one);
            files.put("eval_src/" + text, other);
            assertReadable(files);
        });
    }

    @Test
    @DisplayName("6.1 files and offsets of more than 4 GiB are written as zip64")
    void large() throws IOException {
        long size = 5L << 30;
        Path small = Files.writeString(directory.resolve("small.csv"), "x\n1\n");
        StoredZip.Entry first = new StoredZip.Entry(
                "train_src/large.csv", small, new FileMetadata(size, 0, FileTime.from(Instant.EPOCH)), 0);
        StoredZip.Entry second =
                new StoredZip.Entry("eval_src/small.csv", small, FileMetadata.read(small, () -> false), first.end());
        byte[] end = ZipFraming.directory(List.of(first, second), second.end());
        Path whole = directory.resolve("large.zip");
        // The content of the large file is left out: the zip is a sparse file with a hole there.
        try (FileChannel out = FileChannel.open(
                whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            out.write(ByteBuffer.wrap(first.header()), 0);
            out.write(ByteBuffer.wrap(second.header()), second.offset());
            out.write(ByteBuffer.wrap(Files.readAllBytes(small)), second.end() - second.size());
            out.write(ByteBuffer.wrap(end), second.end());
        }
        try (ZipFile read = new ZipFile(whole.toFile())) {
            assertThat(read.getEntry("train_src/large.csv").getSize()).isEqualTo(size);
            assertThat(read.getInputStream(read.getEntry("eval_src/small.csv")).readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("x\n1\n");
        }
        try (ZipInputStream stream = new ZipInputStream(Files.newInputStream(whole))) {
            assertThat(stream.getNextEntry().getSize())
                    .as("size in the local header")
                    .isEqualTo(size);
        }
    }

    @Test
    @DisplayName("6.3 a file that has changed since its checksum was computed is reported")
    void changed() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "x\n1\n");
        StoredZip zip = StoredZip.of(Map.of("train_src/a.csv", file), () -> false);
        assertThat(zip.changed()).isEmpty();
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        assertThat(zip.changed()).contains(file);
        StoredZip again = StoredZip.of(Map.of("train_src/a.csv", file), () -> false);
        Files.writeString(file, "x\n1\n2\n");
        assertThat(again.changed()).contains(file);
    }

    @Test
    @DisplayName("1.6 a cancellation stops reading a long file")
    void cancelled() throws IOException {
        Path file = Files.write(directory.resolve("long.csv"), new byte[10 << 20]);
        AtomicInteger looks = new AtomicInteger();
        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> StoredZip.of(Map.of("train_src/a.csv", file), () -> looks.incrementAndGet() == 3));
        assertThat(looks).hasValue(3);
    }
}
