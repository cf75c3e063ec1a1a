package io.github.predictionone.training;

import static io.github.predictionone.training.ColumnType.DATE;
import static io.github.predictionone.training.ColumnType.FLOAT;
import static io.github.predictionone.training.ColumnType.IGNORE;
import static io.github.predictionone.training.ColumnType.INTEGER;
import static io.github.predictionone.training.ColumnType.STRING;
import static io.github.predictionone.training.ColumnType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.entry;

import io.github.predictionone.TransferException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnInfoTest {

    @TempDir
    Path directory;

    @Test
    @DisplayName("6.5 the types of all columns are inferred, in the order of the file")
    void types() throws IOException {
        Path file = file("data.csv", """
                day,age,price,city,note,空
                2024-05-31,42,1.5,Tokyo,,
                2024/5/31 7:05,-7,2,大阪,,
                ,,,,,
                """);
        assertThat(ColumnInfo.infer(file).columns())
                .containsExactly(
                        entry("day", DATE),
                        entry("age", INTEGER),
                        entry("price", FLOAT),
                        entry("city", STRING),
                        entry("note", STRING),
                        entry("空", STRING));
    }

    @ParameterizedTest
    @DisplayName("6.5 the type of a column is the one that fits all its values")
    @CsvSource(delimiter = '|', textBlock = """
            DATE    | 2024-05-31;2024/5/31;20240531;31-05-2024;Jan-21;2024-05-31T23:59:59.5Z
            DATE    | 20240531;19000101
            STRING  | 2024-02-30;2024-13-01
            STRING  | 2024-05/31
            STRING  | 2024-05-31;yesterday
            INTEGER | 20240531;20240532
            INTEGER | 0;-1;+2; 3 ;123456789012345678
            STRING  | 1234567890123456789
            STRING  | 00501;10001
            FLOAT   | 1;0.5;-.5;2.;1e3;1.5E-7
            FLOAT   | 20240531;0.5
            STRING  | 1;2;x
            STRING  | 1.5;2024-05-31
            STRING  | NaN;1
            STRING  | 1,000
            STRING  | true;false
            """)
    void scalars(ColumnType type, String values) throws IOException {
        String rows =
                values.replace(",", "\",\"").replace("1\",\"000", "\"1,000\"").replace(';', '\n');
        assertThat(ColumnInfo.infer(file("data.csv", "x\n" + rows)).columns()).containsExactly(entry("x", type));
    }

    @ParameterizedTest
    @DisplayName("6.5 prose is text; categories, codes, URLs and names are strings, also in Japanese")
    @CsvSource(delimiter = '|', textBlock = """
            TEXT   | The colour is not what I had expected. ; It came within a day, and works so far.
            TEXT   | 商品の色が思っていたものと違いました。 ; 翌日に届きました。今のところ問題なく使えています。
            TEXT   | The colour is not what I had expected. ; It came within a day, and works so far. ; fine
            STRING | The colour is not what I had expected. ; good ; fine
            STRING | Bachelor's degree or higher, full time ; Bachelor's degree or higher, full time
            STRING | https://example.org/a/very/long/path/to/something ; https://example.org/another/long/path/here
            STRING | 3f2504e0-4f89-41d3-9a0c-0305e82c3301 ; 9b2504e0-4f89-41d3-9a0c-0305e82c3302
            STRING | 東京都港区 ; 大阪市北区
            """)
    void prose(ColumnType type, String values) throws IOException {
        String rows = values.replace(" ; ", "\"\n\"");
        assertThat(ColumnInfo.infer(file("data.csv", "x\n\"" + rows + '"')).columns())
                .containsExactly(entry("x", type));
    }

    @Test
    @DisplayName("6.5 a quoted field may contain separators, line breaks and quotes; lines may end with CRLF")
    void quotes() throws IOException {
        Path file = file("data.csv", "\"a, b\",\"c\r\nd\",\"e \"\"f\"\"\"\r\n1,\"x\r\ny\",2.5\r\n\"2\",\"\",\"3\"\r\n");
        assertThat(ColumnInfo.infer(file).columns())
                .containsExactly(entry("a, b", INTEGER), entry("c\r\nd", STRING), entry("e \"f\"", FLOAT));
    }

    @ParameterizedTest
    @DisplayName("6.5 the extension, in any case, decides the separator; for other extensions, the header line does")
    @CsvSource({
        "data.csv, 'a,b\tc'",
        "DATA.TSV, 'a,b\tc'",
        "data.txt, 'a\tb,x\tc'",
        "data, 'a,b\tx,c'",
        "data.txt, '\"x\t\t\t\",b,c'"
    })
    void separator(String name, String header) throws IOException {
        boolean tabs = name.endsWith("TSV") || header.startsWith("a\t");
        int columns = header.split(tabs ? "\t" : ",").length;
        String row = (tabs ? "1\t" : "1,").repeat(columns - 1) + "1\n";
        assertThat(ColumnInfo.infer(file(name, header + "\n" + row)).columns()).hasSize(columns);
    }

    @Test
    @DisplayName("6.5 a byte order mark is not part of the first name, and another charset can be given")
    void charsets() throws IOException {
        String text = "年齢,名\n1,山田\n";
        assertThat(ColumnInfo.infer(file("data.csv", "\uFEFF" + text)).columns())
                .containsOnlyKeys("年齢", "名");
        for (String charset : new String[] {"Shift_JIS", "UTF-16", "UTF-16LE", "EUC-JP"}) {
            Path file = Files.write(directory.resolve("other.csv"), text.getBytes(Charset.forName(charset)));
            assertThat(ColumnInfo.infer(file, Charset.forName(charset)).columns())
                    .as(charset)
                    .containsExactly(entry("年齢", INTEGER), entry("名", STRING));
            refused(file, "not text in UTF-8", "line 1");
        }
    }

    @Test
    @DisplayName("6.5 only the first 1,000 rows are read, also of a file of a gigabyte")
    void firstRows() throws IOException {
        String head = "x,y\n" + "1,1\n".repeat(999) + "2,\n";
        Path file = file("data.csv", head + "no number,no number,ragged\n");
        assertThat(ColumnInfo.infer(file).columns()).containsExactly(entry("x", INTEGER), entry("y", INTEGER));

        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        assertThat(ColumnInfo.infer(file).columns()).containsKeys("x", "y");
    }

    @ParameterizedTest
    @DisplayName("6.5 a file that is not a table is refused, with its name and the line")
    @CsvSource(delimiter = '|', textBlock = """
            ''                    | line 1 | empty
            '\uFEFF'              | line 1 | empty
            'a,b\n'               | line 1 | no row
            'a,a\n1,2\n'          | line 1 | two columns have the name 'a'
            'a, \n1,2\n'          | line 1 | column 2 has no name
            'a,\n1,2\n'           | line 1 | column 2 has no name
            'a,b\n1,2\n1\n'       | line 3 | 1 fields, but the header has 2
            'a,b\n1,2\n1,2,3\n'   | line 3 | 3 fields, but the header has 2
            'a,b\n1,"2\n'         | line 2 | quote
            'a,b\n1,"2"x\n'       | line 2 | quote
            'a,b\n1,\u0000\n'     | line 2 | NUL
            'a\u0000,b\n1,2\n'    | line 1 | NUL
            """)
    void malformed(String text, String line, String reason) throws IOException {
        refused(file("data.csv", text), line, reason);
    }

    @Test
    @DisplayName("6.5 an enormous line or field is refused in bounded memory")
    void enormous() throws IOException {
        Path file = file("data.csv", "a,b\n1,\"");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.seek(sparse.length());
            byte[] part = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 64; i++) {
                sparse.write(part);
            }
        }
        refused(file, "line 2", "maximum");
        refused(file("wide.csv", "a,".repeat(100_000)), "line 1", "maximum");
    }

    @Test
    @DisplayName("6.5 a missing or unreadable file causes a TransferException with its cause")
    void unreadable() {
        refused(directory.resolve("none.csv"), "none.csv", "the file does not exist");
        refused(directory, directory.toString(), "");
        assertThatNullPointerException()
                .isThrownBy(() -> ColumnInfo.infer(null))
                .withMessage("file");
        assertThatNullPointerException()
                .isThrownBy(() -> ColumnInfo.infer(directory, null))
                .withMessage("charset");
    }

    @Test
    @DisplayName(
            "6.5 the type of a single column can be changed; an unknown column is refused, with a list of the columns")
    void override() {
        ColumnInfo info = info("a", INTEGER, "b", STRING);
        assertThat(info.withType("b", IGNORE)).isEqualTo(info("a", INTEGER, "b", IGNORE));
        assertThat(info.columns()).containsEntry("b", STRING);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> info.withType("c", TEXT))
                .withMessageContaining("'c'")
                .withMessageContaining("[a, b]");
        assertThatNullPointerException()
                .isThrownBy(() -> info.withType("a", null))
                .withMessage("type");
    }

    @Test
    @DisplayName("6.5 the column information file has a byte order mark, a header, and quotes where needed")
    void csv() {
        assertThat(info("年齢", INTEGER, "a, \"b\"", TEXT).toCsv())
                .isEqualTo("\uFEFFcolumn_name,column_type\n年齢,integer\n\"a, \"\"b\"\"\",text\n");
    }

    @Test
    @DisplayName("6.5 column information is a copy of its map, and needs at least one column and no blank names")
    void copies() {
        Map<String, ColumnType> columns = new HashMap<>(Map.of("a", INTEGER));
        ColumnInfo info = ColumnInfo.of(columns);
        columns.clear();
        assertThat(info.columns()).containsExactly(entry("a", INTEGER)).isUnmodifiable();
        assertThatIllegalArgumentException().isThrownBy(() -> ColumnInfo.of(Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> ColumnInfo.of(Map.of(" ", DATE)));
        columns.put("b", null);
        assertThatNullPointerException().isThrownBy(() -> ColumnInfo.of(columns));
        assertThatNullPointerException().isThrownBy(() -> ColumnInfo.of(null)).withMessage("columns");
    }

    private static ColumnInfo info(String first, ColumnType one, String second, ColumnType two) {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        columns.put(first, one);
        columns.put(second, two);
        return ColumnInfo.of(columns);
    }

    private static void refused(Path file, String... reasons) {
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> ColumnInfo.infer(file))
                .withMessageContaining(file.toString())
                .withMessageContainingAll(reasons)
                .withCauseInstanceOf(IOException.class)
                .matches(failure -> !failure.isTransient());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
