package io.github.predictionone.emulator.learning;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** An uploaded CSV or TSV file: a header, and rows of the same length. */
public record DataTable(List<String> names, List<List<String>> rows) {

    private static final int MAX_ROWS = 1_000_000;

    public static DataTable read(Path file, String extension) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(extension.equals("tsv") ? '\t' : ',')
                .detectBomHeader(true)
                .ofCsvRecord(file)) {
            List<List<String>> lines = new ArrayList<>();
            for (CsvRecord line : csv) {
                lines.add(line.getFields());
                if (lines.size() > MAX_ROWS + 1) {
                    throw new TrainingFailure("The data has more than " + MAX_ROWS + " rows.");
                }
            }
            return of(lines);
        } catch (CsvParseException e) {
            throw new TrainingFailure("The data cannot be read: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataTable of(List<List<String>> lines) {
        if (lines.isEmpty()) {
            throw new TrainingFailure("The data is empty.");
        }
        List<String> names = lines.get(0);
        if (new HashSet<>(names).size() < names.size()) {
            throw new TrainingFailure("Two columns have the same name.");
        }
        for (int line = 1; line < lines.size(); line++) {
            if (lines.get(line).size() != names.size()) {
                throw new TrainingFailure(
                        "Row " + line + " has " + lines.get(line).size() + " fields, not " + names.size() + ".");
            }
        }
        return new DataTable(names, lines.subList(1, lines.size()));
    }

    int indexOf(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new TrainingFailure("There is no column " + name + ".");
        }
        return index;
    }

    List<String> column(int index) {
        return rows.stream().map(row -> row.get(index)).toList();
    }

    Stream<String> present(int index) {
        return rows.stream().map(row -> row.get(index)).filter(value -> !value.isEmpty());
    }

    /** Returns a table with these columns in this order. */
    DataTable select(List<String> columns) {
        if (columns.equals(names)) {
            return this;
        }
        List<Integer> indexes = columns.stream().map(this::indexOf).toList();
        return new DataTable(
                columns,
                rows.stream()
                        .map(row -> indexes.stream().map(row::get).toList())
                        .toList());
    }

    /** Returns a table with the rows that have a value in this column. */
    DataTable where(int column) {
        return withRows(rows.stream().filter(row -> !row.get(column).isEmpty()).toList());
    }

    DataTable withRows(List<List<String>> others) {
        return new DataTable(names, others);
    }
}
