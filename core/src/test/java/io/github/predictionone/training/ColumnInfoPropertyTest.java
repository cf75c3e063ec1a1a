package io.github.predictionone.training;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.predictionone.TransferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ColumnInfoPropertyTest {

    @Property(tries = 300)
    @Label("6.5 whatever the columns are called, the column information file names them as they are")
    void roundTrip(@ForAll("columns") Map<String, ColumnType> columns) {
        String csv = new ColumnInfo(columns).toCsv();
        List<CsvRecord> lines = new ArrayList<>(
                CsvReader.builder().ofCsvRecord(csv.substring(1)).stream().toList());

        assertThat(lines.remove(0).getFields()).containsExactly("column_name", "column_type");
        Map<String, ColumnType> read = new LinkedHashMap<>();
        lines.forEach(line -> read.put(line.getField(0), typeOf(line.getField(1))));
        assertThat(read).isEqualTo(columns);
    }

    private static ColumnType typeOf(String word) {
        return ColumnType.valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Property(tries = 300)
    @Label("6.5 whatever bytes a file has, they are a table or a TransferException")
    void anyBytes(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
        Path file = Files.createTempFile("any", ".csv");
        try {
            Files.write(file, bytes);
            assertThat(ColumnInfo.infer(file).columns()).isNotEmpty();
        } catch (TransferException refused) {
            assertThat(refused).hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    @Property
    @Label("6.5 every whole number of up to 18 digits is an integer, every decimal a float")
    void numbers(@ForAll long number, @ForAll double fraction) {
        ColumnGuess integers = new ColumnGuess();
        integers.add(String.valueOf(number % 1_000_000_000_000_000_000L));
        integers.add("7");
        assertThat(integers.type()).isEqualTo(ColumnType.INTEGER);

        ColumnGuess floats = new ColumnGuess();
        floats.add(String.valueOf(fraction));
        assertThat(floats.type()).isEqualTo(ColumnType.FLOAT);
    }

    @Provide
    Arbitrary<Map<String, ColumnType>> columns() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars(",\"\n\r\t #;'=日本語aB1")
                .ofMinLength(1)
                .ofMaxLength(10)
                .filter(name -> !name.isBlank());
        return Arbitraries.maps(names, Arbitraries.of(ColumnType.class))
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}
