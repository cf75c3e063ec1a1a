package io.github.predictionone.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.predictionone.training.ColumnType;
import io.github.predictionone.training.TrainingType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvAnalysisTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("6.5 each column has a type, its values and a suggested type of training")
    void describesColumns() throws IOException {
        String rows = IntStream.range(0, 60)
                .mapToObj(
                        i -> i + "," + (i % 3 == 0 ? "はい" : "いいえ") + "," + "ABC".charAt(i % 3) + "," + i * 0.5 + ",x,")
                .collect(Collectors.joining("\n"));
        CsvSummary summary = CsvAnalysis.of(file("a.csv", "\uFEFFage,答え,class,hours,same,none\n" + rows));

        assertThat(summary.rows()).isEqualTo(60);
        assertThat(summary.columns())
                .extracting(CsvColumn::name, CsvColumn::type, CsvColumn::suggestedType)
                .containsExactly(
                        tuple("age", ColumnType.INTEGER, TrainingType.REGRESSION),
                        tuple("答え", ColumnType.STRING, TrainingType.BINARY_CLASSIFICATION),
                        tuple("class", ColumnType.STRING, TrainingType.MULTI_CLASSIFICATION),
                        tuple("hours", ColumnType.FLOAT, TrainingType.REGRESSION),
                        tuple("same", ColumnType.STRING, null),
                        tuple("none", ColumnType.STRING, null));
        CsvColumn answer = summary.columns().get(1);
        assertThat(answer.values()).containsExactly("いいえ", "はい");
        assertThat(answer.suggestedPositive()).isEqualTo("はい");
        assertThat(summary.columns().get(5).missing()).isEqualTo(60);
    }

    @Test
    @DisplayName("the rarer of two values is the suggested positive one if neither means yes")
    void rarerIsPositive() throws IOException {
        CsvSummary summary = CsvAnalysis.of(file("a.csv", "a,b\n1,stays\n2,leaves\n3,stays\n"));

        assertThat(summary.columns().get(1).suggestedPositive()).isEqualTo("leaves");
    }

    @Test
    @DisplayName("only three values of a column with many values are kept in memory")
    void manyValues() throws IOException {
        String rows = IntStream.range(0, 1_000).mapToObj(i -> "id-" + i + ",1").collect(Collectors.joining("\n"));
        CsvColumn column =
                CsvAnalysis.of(file("a.csv", "id,x\n" + rows)).columns().get(0);

        assertThat(column.values()).containsExactlyInAnyOrder("id-0", "id-1", "id-2");
        assertThat(column.manyValues()).isTrue();
        assertThat(column.suggestedType()).isNull();
    }

    @Test
    @DisplayName("the columns of a .tsv file are separated by tabs")
    void tabs() throws IOException {
        assertThat(CsvAnalysis.of(file("a.tsv", "a\tb\n1,5\t2\n")).columns()).hasSize(2);
    }

    @ParameterizedTest(name = "{0} at line {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "empty||",
                "no-rows|1|a,b~",
                "ragged-row|3|a,b~1,2~3~4,5~",
                "ragged-row|5|a,b~1,'2~2'~3,4~5,6,7~",
                "blank-column|1|a, ,c~1,2,3~",
                "duplicate-column|1|a,b,a~1,2,3~",
                "column-count|1|a;b~1;2~",
                "malformed|3|a,b~1,2~3,'4~5,6~",
                "not-text|2|a,b~1,\0~"
            })
    @DisplayName("6.5 an error in a file is reported with its line")
    void namesWhatIsWrong(String code, Long line, String content) throws IOException {
        Path file =
                file("a.csv", content == null ? "" : content.replace('~', '\n').replace('\'', '"'));

        BadFileException bad = catchThrowableOfType(BadFileException.class, () -> CsvAnalysis.of(file));

        assertThat(bad.code()).isEqualTo(code);
        assertThat(bad.details().get("line")).isEqualTo(line);
        assertThat(bad).hasMessageNotContaining(directory.toString());
    }

    @Test
    @DisplayName("6.5 another charset is reported with its line, even far behind the first rows")
    void otherCharset() throws IOException {
        String rows = "1,x\n".repeat(50_000);
        Path file = directory.resolve("a.csv");
        Files.write(file, ("a,b\n" + rows + "1,日本語\n").getBytes(Charset.forName("Shift_JIS")));

        BadFileException bad = catchThrowableOfType(BadFileException.class, () -> CsvAnalysis.of(file));

        assertThat(bad.code()).isEqualTo("not-utf8");
        // Text is decoded in chunks: the line is the one where the invalid chunk begins.
        assertThat((Long) bad.details().get("line")).isBetween(45_000L, 50_002L);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content, UTF_8);
    }
}
