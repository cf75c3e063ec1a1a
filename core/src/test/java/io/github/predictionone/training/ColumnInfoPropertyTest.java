package io.github.predictionone.training;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.predictionone.TransferException;
import io.github.predictionone.testsupport.Draw;
import io.github.predictionone.testsupport.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ColumnInfoPropertyTest {

    @Test
    @DisplayName("6.5 the column information file keeps every column name unchanged")
    void roundTrip() {
        Property.check(300, draw -> {
            Map<String, ColumnType> columns = columns(draw);
            String csv = ColumnInfo.of(columns).toCsv();
            List<CsvRecord> lines = new ArrayList<>(
                    CsvReader.builder().ofCsvRecord(csv.substring(1)).stream().toList());

            assertThat(lines.remove(0).getFields()).containsExactly("column_name", "column_type");
            Map<String, ColumnType> read = new LinkedHashMap<>();
            lines.forEach(line -> read.put(line.getField(0), typeOf(line.getField(1))));
            assertThat(read).isEqualTo(columns);
        });
    }

    private static ColumnType typeOf(String word) {
        return ColumnType.valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Test
    @DisplayName("6.5 a file of any bytes is read as a table or fails with a TransferException")
    void anyBytes() {
        Property.check(300, draw -> {
            byte[] bytes = draw.bytes(200);
            Path file = Files.createTempFile("any", ".csv");
            try {
                Files.write(file, bytes);
                assertThat(ColumnInfo.infer(file).columns()).isNotEmpty();
            } catch (TransferException refused) {
                assertThat(refused).hasMessageContaining(file.toString());
            } finally {
                Files.delete(file);
            }
        });
    }

    @Test
    @DisplayName("6.5 a whole number of up to 18 digits is an integer, and a decimal number is a float")
    void numbers() {
        Property.check(1_000, draw -> {
            long number = draw.number(Long.MIN_VALUE, Long.MAX_VALUE);
            double fraction = draw.decimal(-Double.MAX_VALUE, Double.MAX_VALUE);
            ColumnGuess integers = new ColumnGuess();
            integers.add(String.valueOf(number % 1_000_000_000_000_000_000L));
            integers.add("7");
            assertThat(integers.type()).isEqualTo(ColumnType.INTEGER);

            ColumnGuess floats = new ColumnGuess();
            floats.add(String.valueOf(fraction));
            assertThat(floats.type()).isEqualTo(ColumnType.FLOAT);
        });
    }

    private static Map<String, ColumnType> columns(Draw draw) {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        for (int left = draw.size(1, 8); left > 0; left--) {
            String name = draw.word(",\"\n\r\t #;'=日本語aB1", 10);
            // A blank name is refused.
            columns.put(name.isBlank() ? name + "B" : name, draw.of(List.of(ColumnType.values())));
        }
        return columns;
    }
}
