package io.github.predictionone.dashboard;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.predictionone.TransferException;
import io.github.predictionone.training.ColumnInfo;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a whole file once, row by row, to report errors before the file is sent to the service. */
final class CsvAnalysis {

    // The service's limits.
    private static final long MAX_ROWS = 1_000_000;
    private static final int MIN_COLUMNS = 2;
    private static final int MAX_COLUMNS = 999;

    private List<String> names = List.of();
    private List<CsvValues> values = List.of();
    private long rows;
    private long line;

    private CsvAnalysis() {}

    /** Returns the summary of a file. Blocks; throws a {@link BadFileException} that names the first invalid line. */
    static CsvSummary of(Path file) throws IOException {
        CsvAnalysis analysis = new CsvAnalysis();
        analysis.read(file);
        ColumnInfo types = inferred(file);
        Iterator<CsvValues> values = analysis.values.iterator();
        List<CsvColumn> columns = types.columns().entrySet().stream()
                .map(column -> values.next().column(column.getKey(), column.getValue()))
                .toList();
        return new CsvSummary(analysis.rows, columns, types);
    }

    private static ColumnInfo inferred(Path file) {
        try {
            return ColumnInfo.infer(file);
        } catch (TransferException refused) {
            throw new BadFileException("malformed", "The columns cannot be read.", Map.of());
        }
    }

    private void read(Path file) throws IOException {
        char separator = file.toString().endsWith(".tsv") ? '\t' : ',';
        try (Reader text = Files.newBufferedReader(file);
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowUnclosedQuote(false)
                        .detectBomHeader(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(text)) {
            csv.forEach(this::take);
        } catch (CsvParseException malformed) {
            throw BadFileException.at(
                    line + 1, "malformed", "from here on, the rows cannot be separated; is a closing quote missing?");
        } catch (UncheckedIOException | CharacterCodingException unreadable) {
            if (unreadable instanceof CharacterCodingException
                    || unreadable.getCause() instanceof CharacterCodingException) {
                throw BadFileException.at(line + 1, "not-utf8", "from here on, there are bytes that are not UTF-8.");
            }
            throw unreadable;
        }
        if (names.isEmpty()) {
            throw new BadFileException("empty", "The file is empty.", Map.of());
        }
        if (rows == 0) {
            throw BadFileException.at(1, "no-rows", "no row follows the header.");
        }
    }

    private void take(CsvRecord row) {
        line = row.getStartingLineNumber();
        List<String> fields = row.getFields();
        if (fields.stream().anyMatch(field -> field.indexOf(0) >= 0)) {
            throw BadFileException.at(line, "not-text", "the row contains a NUL character, so the file is not text.");
        }
        if (names.isEmpty()) {
            header(fields);
            return;
        }
        if (fields.size() != names.size()) {
            throw BadFileException.at(
                    line,
                    "ragged-row",
                    "the row has " + fields.size() + " fields, but the header has " + names.size() + ".",
                    Map.of("found", fields.size(), "expected", names.size()));
        }
        if (++rows > MAX_ROWS) {
            throw BadFileException.at(line, "too-many-rows", "the file has more than " + MAX_ROWS + " rows.");
        }
        for (int i = 0; i < fields.size(); i++) {
            values.get(i).add(fields.get(i));
        }
    }

    private void header(List<String> fields) {
        // ColumnInfo and the service skip the byte order mark too.
        names = Stream.concat(
                        Stream.of(withoutMark(fields.get(0))), fields.stream().skip(1))
                .toList();
        if (names.size() < MIN_COLUMNS || names.size() > MAX_COLUMNS) {
            throw BadFileException.at(
                    line,
                    "column-count",
                    "the header has " + names.size() + " columns, but must have " + MIN_COLUMNS + " to " + MAX_COLUMNS
                            + ".",
                    Map.of("found", names.size()));
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isBlank()) {
                throw BadFileException.at(
                        line,
                        "blank-column",
                        "column " + (seen.size() + 1) + " has no name.",
                        Map.of("column", seen.size() + 1));
            }
            if (!seen.add(name)) {
                throw BadFileException.at(
                        line, "duplicate-column", "two columns have the name '" + name + "'.", Map.of("name", name));
            }
        }
        values = names.stream().map(name -> new CsvValues()).toList();
    }

    private static String withoutMark(String field) {
        return field.startsWith("\uFEFF") ? field.substring(1) : field;
    }
}
