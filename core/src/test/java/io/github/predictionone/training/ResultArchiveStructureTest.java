package io.github.predictionone.training;

import static io.github.predictionone.testsupport.HandmadeZip.deflated;
import static io.github.predictionone.testsupport.HandmadeZip.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.predictionone.TransferException;
import io.github.predictionone.testsupport.HandmadeZip;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultArchiveStructureTest {

    @TempDir
    Path directory;

    @Test
    @DisplayName("5.5 a zip written by java.util.zip is valid, and its contents are read back")
    void ordinary() throws IOException {
        Path zip = directory.resolve("result.zip");
        try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(zip))) {
            output.setComment("made by a test");
            put(output, "metrics.csv", "\uFEFFname,value\r\nAUC,0.93\r\n\"a, b\",\r\n");
            put(output, "日本語/結果.csv", "x\n1\n");
            output.putNextEntry(new ZipEntry("empty/"));
        }
        ResultArchive archive = ResultArchive.of(zip);

        assertThatCode(archive::verify).doesNotThrowAnyException();
        assertThat(archive.entries()).containsExactly("metrics.csv", "日本語/結果.csv", "empty/");
        try (InputStream content = archive.open("日本語/結果.csv")) {
            assertThat(content.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("x\n1\n");
        }
        assertThat(archive.table("metrics.csv"))
                .containsExactly(Map.of("name", "AUC", "value", "0.93"), Map.of("name", "a, b", "value", ""));
        assertThat(archive).hasToString("ResultArchive[result.zip]");
    }

    @Test
    @DisplayName("5.5 creating an archive does not read its file")
    void lazy() {
        ResultArchive archive = ResultArchive.of(directory.resolve("none.zip"));
        refused(archive, "none.zip cannot be processed: NoSuchFileException");
        assertThatNullPointerException()
                .isThrownBy(() -> ResultArchive.of(null))
                .withMessage("zip");
        assertThatNullPointerException().isThrownBy(() -> archive.open(null)).withMessage("entry");
    }

    @ParameterizedTest
    @DisplayName("5.5 a file that is not a zip is refused, with the kind of its content")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                            | is empty: 0 bytes
            <?xml version="1.0"?><Error><Code>AccessDenied</Code></Error> | XML document
            <Error><Code>ExpiredToken</Code></Error>                      | XML document
            <!DOCTYPE html><html><body>502</body></html>                  | HTML page
            <HTML></HTML>                                                 | HTML page
            {"code":"4001000204"}                                         | JSON document
            plain words                                                   | something else
            PK                                                            | something else
            """)
    void noZip(String body, String named) throws IOException {
        refused(archive(body.getBytes(StandardCharsets.UTF_8)), named);
    }

    @ParameterizedTest
    @DisplayName("5.5 a zip that is truncated at any byte is refused, even right after a zip stored inside it")
    @ValueSource(booleans = {false, true})
    void truncated(boolean zip64) throws IOException {
        byte[] inner = new HandmadeZip().with(stored("in.csv", "1")).bytes();
        HandmadeZip.Entry nested = stored("in.zip", inner);
        HandmadeZip handmade = new HandmadeZip().with(stored("a.csv", "a,b\n1,2\n"), nested);
        byte[] whole = (zip64 ? handmade.zip64() : handmade).bytes();
        assertThatCode(archive(whole)::verify).doesNotThrowAnyException();

        for (int length = 0; length < whole.length; length++) {
            refused(archive(Arrays.copyOf(whole, length)), "result.zip");
        }
    }

    @Test
    @DisplayName("5.5 a zip with other bytes before or after it is refused; a zip with a comment is accepted")
    void surroundings() throws IOException {
        HandmadeZip zip = new HandmadeZip().with(stored("a.csv", "1"));
        byte[] plain = zip.bytes();
        refused(archive(concat("junk".getBytes(StandardCharsets.UTF_8), plain)), "something else");
        refused(archive(concat(Arrays.copyOf(plain, 31), plain)), "end record begins");
        refused(archive(concat(plain, new byte[] {0})), "followed by other bytes");

        byte[] deceptive = concat(new byte[60_000], "PK\5\6 a comment".getBytes(StandardCharsets.UTF_8));
        assertThat(archive(zip.comment(deceptive).bytes()).entries()).containsExactly("a.csv");
        assertThat(archive(zip.comment(new byte[0xFFFF]).bytes()).entries()).containsExactly("a.csv");
        assertThat(archive(new HandmadeZip().bytes()).entries()).isEmpty();
    }

    @Test
    @DisplayName("5.5 zip64 is read in the end record and in the entries")
    void zip64() throws IOException {
        HandmadeZip zip = new HandmadeZip().with(stored("a.csv", "x\n7\n").wide(), stored("b.csv", "2"));
        ResultArchive archive = archive(zip.zip64().bytes());
        archive.verify();
        assertThat(archive.entries()).containsExactly("a.csv", "b.csv");
        assertThat(archive.table("a.csv")).containsExactly(Map.of("x", "7"));
    }

    @ParameterizedTest
    @DisplayName("5.5 an end record with a false count, size or offset is refused")
    @CsvSource({
        "2, 51, 36",
        "0, 51, 36",
        "1, 50, 36",
        "1, 52, 36",
        "1, 51, 35",
        "1, 51, 37",
        "1, 0, 36",
        "65534, 51, 36",
        "1, 4294967294, 36",
        "1, 51, 4294967294"
    })
    void lyingEnd(long count, long size, long start) throws IOException {
        HandmadeZip zip = new HandmadeZip().with(stored("a.csv", "1"));
        assertThatCode(archive(zip.bytes(1, 51, 36))::verify).doesNotThrowAnyException();
        refused(archive(zip.bytes(count, size, start)), "is damaged");
    }

    @ParameterizedTest
    @DisplayName("5.5 a zip64 end record with a false count, size or offset is refused")
    @CsvSource({
        "-1, 51, 36",
        "9223372036854775807, 51, 36",
        "1, 9223372036854775807, 36",
        "1, 51, 9223372036854775807",
        "1, 51, -1",
        "1, -1, 36",
        "1, -9223372036854775808, -9223372036854775808"
    })
    void lyingZip64(long count, long size, long start) throws IOException {
        HandmadeZip zip = new HandmadeZip().with(stored("a.csv", "1")).zip64();
        assertThatCode(archive(zip.bytes(1, 51, 36))::verify).doesNotThrowAnyException();
        refused(archive(zip.bytes(count, size, start)), "is damaged");
    }

    @Test
    @DisplayName("5.5 every local header must exist and match the directory, and its content must lie inside the file")
    void localHeaders() throws IOException {
        refused(zip(stored("a.csv", "1").named("b.csv")), "'b.csv' has another name in its local header");
        refused(zip(stored("a.csv", "1").named("a.csvv")), "has another name");
        refused(zip(stored("a", "1"), stored("b", "2").offset(3)), "'b' has no local header");
        refused(zip(stored("a", "1").offset(0xFFFFFFF0L)), "");
        refused(zip(stored("a", "1").wide().size(1).compressedSize(Long.MAX_VALUE)), "lies outside the file");
        refused(zip(stored("a", "1").wide().compressedSize(-5)), "lies outside the file");
        refused(zip(stored("a", "1").flags(8).compressedSize(200)), "lies outside the file");
        refused(zip(stored("a", "1"), stored("a", "2").size(9).offset(0)), "another size");
    }

    @Test
    @DisplayName("5.5 an entry can be read if its sizes follow its content")
    void sizesFollow() throws IOException {
        assertThat(zip(deflated("a", "x\n1\n".getBytes(StandardCharsets.UTF_8)).flags(8))
                        .table("a"))
                .containsExactly(Map.of("x", "1"));
    }

    @Test
    @DisplayName(
            "5.5 reading fails if the content does not match its size or CRC, or is encrypted or in an unknown format")
    void content() throws IOException {
        unreadable(zip(stored("a", "123").crc(7)), "size or CRC");
        unreadable(zip(stored("a", "123").size(4)), "size or CRC");
        unreadable(zip(deflated("a", new byte[100]).size(99)), "larger than the directory says");
        unreadable(zip(deflated("a", new byte[100]).size(101)), "size or CRC");
        unreadable(zip(stored("a", "\u0007garbage").method(8)), "cannot be decompressed");
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> zip(stored("a", "1").method(14)).open("a"))
                .withMessageContaining("unknown method: 14");
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> zip(stored("a", "1").flags(1)).open("a"))
                .withMessageContaining("encrypted");
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> zip(stored("a", "1")).open("b"))
                .withMessageContaining("b");
    }

    @Test
    @DisplayName("5.5 a table that is too large or malformed is refused")
    void largeTable() throws IOException {
        byte[] large = "x\n1\n".repeat(2_000_000).getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> zip(deflated("a", large)).table("a"))
                .withMessageContaining("use open() instead");
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> zip(stored("a", "x,y\n1\n")).table("a"))
                .withMessageContaining("line 2");
    }

    @Test
    @DisplayName("1.12 a table has at most 10,000 rows, so a zip of a few KB cannot fill hundreds of MB of heap")
    void tableOfManyRows() throws IOException {
        byte[] most = ("x\n" + "1\n".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
        byte[] more = ("x\n" + "1\n".repeat(2_000_000)).getBytes(StandardCharsets.UTF_8);
        assertThat(zip(deflated("a", most)).table("a")).hasSize(10_000);
        assertRefused(zip(deflated("a", more)), "more than 10000 rows: use open() instead");
    }

    @Test
    @DisplayName("1.12 a table has at most 500,000 fields, of which at most 16,384 are in the header")
    void tableOfManyFields() throws IOException {
        String names = IntStream.range(0, 16_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        byte[] wide = (names + ("\n" + ",".repeat(15_999)).repeat(250)).getBytes(StandardCharsets.UTF_8);
        assertRefused(zip(deflated("a", wide)), "more than 500000 fields: use open() instead");
        byte[] commas = ",".repeat(4 << 20).getBytes(StandardCharsets.UTF_8);
        assertRefused(zip(deflated("a", commas)), "16384");
        byte[] huge = new byte[100 << 20];
        Arrays.fill(huge, (byte) ',');
        assertRefused(zip(deflated("a", huge)), "use open() instead");
    }

    @Test
    @DisplayName("1.12 2.7 a message quotes at most 500 characters of a column name, and no control characters")
    void longColumnName() throws IOException {
        String name = "\u001b[31m" + "x".repeat(100_000);
        ResultArchive archive = zip(deflated("a", (name + "," + name + "\n").getBytes(StandardCharsets.UTF_8)));
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> archive.table("a"))
                .withMessageContaining("two columns have the name '[31mxxx")
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(1_000));
    }

    private static void assertRefused(ResultArchive archive, String reason) {
        long before = allocated();
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> archive.table("a"))
                .withMessageContaining(reason);
        assertThat(allocated() - before).as("bytes allocated").isLessThan(100 << 20);
    }

    @Test
    @DisplayName("5.5 an archive of several hundred megabytes is verified in constant memory")
    void large() throws IOException {
        long length = 600L << 20;
        byte[] whole = new HandmadeZip()
                .with(stored("big", "").size(length).compressedSize(length))
                .bytes(1, 49, 33 + length);
        Path file = directory.resolve("result.zip");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(whole, 0, 33);
            sparse.seek(33 + length);
            sparse.write(whole, 33, whole.length - 33);
        }
        ResultArchive archive = ResultArchive.of(file);
        long before = allocated();
        archive.verify();
        assertThat(archive.entries()).containsExactly("big");
        assertThat(allocated() - before).isLessThan(4 << 20);
    }

    @Test
    @DisplayName("5.5 an archive with more than 10,000 entries is verified, but its entries cannot be listed")
    void manyEntries() throws IOException {
        HandmadeZip zip = new HandmadeZip().with(stored("a", "1"));
        for (int i = 1; i < 60_000; i++) {
            zip.with(stored("a", "1").offset(0));
        }
        ResultArchive archive = archive(zip.bytes());
        archive.verify();
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(archive::entries)
                .withMessageContaining("more than 10000 entries");
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private void refused(ResultArchive archive, String reason) {
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(archive::verify)
                .withMessageContaining(".zip")
                .withMessageContaining(reason);
        assertThatExceptionOfType(TransferException.class).isThrownBy(archive::entries);
    }

    private static void unreadable(ResultArchive archive, String reason) throws IOException {
        archive.verify();
        try (InputStream content = archive.open("a")) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> content.transferTo(OutputStream.nullOutputStream()))
                    .withMessageContaining(reason);
        }
    }

    private ResultArchive zip(HandmadeZip.Entry... entries) throws IOException {
        return archive(new HandmadeZip().with(entries).bytes());
    }

    private ResultArchive archive(byte[] bytes) throws IOException {
        return ResultArchive.of(Files.write(directory.resolve("result.zip"), bytes));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void put(ZipOutputStream output, String name, String text) throws IOException {
        output.putNextEntry(new ZipEntry(name));
        output.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
