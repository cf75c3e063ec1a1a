package io.github.predictionone.training;

import static io.github.predictionone.testsupport.HandmadeZip.deflated;
import static io.github.predictionone.testsupport.HandmadeZip.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.predictionone.TransferException;
import io.github.predictionone.testsupport.HandmadeZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultArchiveExtractionTest {

    private static final ExtractionLimits DEFAULTS = ExtractionLimits.defaults();

    @TempDir
    Path directory;

    private Path work;
    private Path target;

    @BeforeEach
    void workplace() throws IOException {
        work = Files.createDirectory(directory.resolve("work"));
        target = work.resolve("out");
    }

    @Test
    @DisplayName("5.8 an archive is extracted into a new directory, with no other file left beside it")
    void whole() throws IOException {
        byte[] text = "name,value\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        zip(
                        stored("metrics.csv", "a"),
                        stored("empty", ""),
                        stored("d/", "").mode(0040755),
                        deflated("e/f\\g.csv", text).mode(0100644),
                        stored("日本語.csv", "ä"))
                .extractTo(target, DEFAULTS.withMaxRatio(1_100));

        assertThat(target.resolve("metrics.csv")).hasContent("a");
        assertThat(target.resolve("empty")).isEmptyFile();
        assertThat(target.resolve("d")).isEmptyDirectory();
        assertThat(target.resolve("e/f/g.csv")).hasBinaryContent(text);
        assertThat(target.resolve("日本語.csv")).hasContent("ä");
        assertThat(work).isDirectoryNotContaining(path -> !path.equals(target));
    }

    @ParameterizedTest
    @DisplayName("5.8 an entry outside the directory, or with an absolute name, is refused and leaves no files behind")
    @ValueSource(
            strings = {
                "../x",
                "..",
                "a/../../x",
                "a/..",
                "..\\x",
                "a\\..\\..\\x",
                "/x",
                "\\x",
                "\\\\host\\share\\x",
                "C:\\x",
                "c:/x",
                "C:x",
                "/",
                ".",
                "./",
                "",
                "a\0b",
                "a\nb",
                "a/../b"
            })
    void leaving(String name) throws IOException {
        refused(zip(stored("good.csv", "1"), stored(name, "")), "entry");
    }

    @ParameterizedTest
    @DisplayName("5.8 an entry that is a link or a special file is refused and leaves no files behind")
    @ValueSource(ints = {0120777, 0020666, 0060666, 0010666, 0140777, 0040755})
    void links(int mode) throws IOException {
        refused(zip(stored("good.csv", "1"), stored("link", "/etc/passwd").mode(mode)), "link or a special file");
    }

    @ParameterizedTest
    @DisplayName("5.8 duplicate entries are refused, even if they differ in case, separator or Unicode composition")
    @ValueSource(strings = {"Å/b.csv", "å/B.CSV", "Å\\b.csv", "./Å/b.csv", "Å//b.csv", "Å/b.csv/", "A\u030A/b.csv"})
    void duplicates(String name) throws IOException {
        refused(zip(stored("Å/b.csv", ""), stored(name, "")), "twice");
    }

    @Test
    @DisplayName("5.8 an entry is refused if its local header has another name than the directory")
    void otherName() throws IOException {
        refused(zip(stored("../x", "1").named("good")), "another name in its local header");
    }

    @Test
    @DisplayName("5.8 a file that would also have to be a directory is refused, and so is a directory with content")
    void conflicts() throws IOException {
        refused(zip(stored("a", "1"), stored("a/b", "2")), "FileAlreadyExistsException");
        refused(zip(stored("a/", "1")), "directory with content");
    }

    @Test
    @DisplayName("5.8 overlapping entries are refused")
    void overlap() throws IOException {
        HandmadeZip inner = new HandmadeZip().with(stored("b", "2"));
        byte[] header = Arrays.copyOf(inner.bytes(), inner.contentLength());
        refused(zip(stored("a", header), stored("b", "2").offset(31)), "overlap: a, b");
    }

    @Test
    @DisplayName("5.8 an archive with more than 10,000 entries is refused; one with 10,000 is extracted")
    void entries() throws IOException {
        HandmadeZip zip = new HandmadeZip();
        for (int i = 0; i < 10_000; i++) {
            zip.with(stored("d" + i + "/", ""));
        }
        archive(zip).extractTo(target);
        assertThat(target.resolve("d9999")).isDirectory();

        target = work.resolve("other");
        Files.move(work.resolve("out"), directory.resolve("out"));
        refused(archive(zip.with(stored("one more", ""))), "more than 10000 entries");
    }

    @Test
    @DisplayName("5.8 an archive with more than 10 GiB in total is refused before anything is written")
    void bytes() throws IOException {
        long giga = 1L << 30;
        HandmadeZip.Entry[] entries = new HandmadeZip.Entry[11];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = stored("f" + i, "x").wide().size(giga);
        }
        ResultArchive archive = zip(entries);
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> archive.extractTo(target, DEFAULTS.withMaxRatio(Integer.MAX_VALUE)))
                .withMessageContaining("'f10' takes the total over 10737418240 bytes");
        assertThat(work).isEmptyDirectory();
    }

    @Test
    @DisplayName("5.8 an entry with a ratio over 200:1 is refused, unless it is too small to do harm")
    void bomb() throws IOException {
        refused(zip(deflated("bomb", new byte[1 << 20])), "more than 200:1");
        refused(zip(deflated("bomb", new byte[(1 << 16) + 1])), "more than 200:1");
        zip(deflated("equal rows", new byte[1 << 16])).extractTo(target);
        assertThat(target.resolve("equal rows")).hasSize(1 << 16);
    }

    @Test
    @DisplayName("5.8 the limits of an extraction can be changed")
    void limits() throws IOException {
        ResultArchive archive = zip(stored("a", "12345"), stored("b", "12345"));
        refused(archive, DEFAULTS.withMaxEntries(1), "more than 1 entries");
        refused(archive, DEFAULTS.withMaxBytes(9), "over 9 bytes");
        archive.extractTo(target, DEFAULTS.withMaxEntries(2).withMaxBytes(10));
        assertThat(target.resolve("b")).hasContent("12345");
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMaxEntries(0));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMaxBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMaxRatio(0));
    }

    @Test
    @DisplayName("5.5 extraction verifies the CRC of every entry; a damaged archive leaves no files behind")
    void damaged() throws IOException {
        refused(zip(stored("good", "1"), stored("bad", "2").crc(1)), "'bad' does not match its directory entry");
        refused(zip(stored("good", "1"), deflated("bad", new byte[200]).size(100)), "'bad' is larger");
        refused(
                zip(stored("good", "1"), deflated("bad", new byte[200]).size(300)),
                "'bad' does not match its directory entry");
    }

    @Test
    @DisplayName("5.8 an existing target is refused and stays unchanged, even an empty directory or a dangling link")
    void existing() throws IOException {
        ResultArchive archive = zip(stored("a", "1"));
        Files.createDirectory(target);
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> archive.extractTo(target))
                .withMessageContaining("already exists");
        assertThat(target).isEmptyDirectory();
        Path link = Files.createSymbolicLink(work.resolve("link"), Path.of("nowhere"));
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> archive.extractTo(link))
                .withMessageContaining("already exists");
    }

    @Test
    @DisplayName(
            "5.7 extraction fails with a TransferException and its cause if the directory or the archive is missing")
    void missing() throws IOException {
        ResultArchive archive = zip(stored("a", "1"));
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> archive.extractTo(work.resolve("none/out")))
                .withMessageContaining("none")
                .withCauseInstanceOf(IOException.class);
        refused(ResultArchive.of(work.resolve("none.zip")), "none.zip");
        assertThatIllegalArgumentException().isThrownBy(() -> archive.extractTo(Path.of("/")));
        assertThatNullPointerException()
                .isThrownBy(() -> archive.extractTo(null))
                .withMessage("directory");
    }

    private void refused(ResultArchive archive, String reason) throws IOException {
        refused(archive, DEFAULTS, reason);
    }

    private void refused(ResultArchive archive, ExtractionLimits limits, String reason) throws IOException {
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> archive.extractTo(target, limits))
                .withMessageContaining(reason);
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).isEmpty();
        }
    }

    private ResultArchive zip(HandmadeZip.Entry... entries) throws IOException {
        return archive(new HandmadeZip().with(entries));
    }

    private ResultArchive archive(HandmadeZip zip) throws IOException {
        return ResultArchive.of(Files.write(directory.resolve("result.zip"), zip.bytes()));
    }
}
