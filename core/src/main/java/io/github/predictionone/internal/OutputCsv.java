package io.github.predictionone.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.predictionone.ProtocolException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small table from the service: its rows, each by column name in order. */
final class OutputCsv {

    private OutputCsv() {}

    static List<Map<String, String>> read(String name, String text) {
        try {
            List<CsvRecord> lines = CsvReader.builder()
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(text.startsWith("\uFEFF") ? text.substring(1) : text)
                    .stream()
                    .toList();
            if (lines.isEmpty()) {
                throw new ProtocolException(name + " in the answer is empty", null);
            }
            List<Map<String, String>> rows = new ArrayList<>();
            for (CsvRecord line : lines.subList(1, lines.size())) {
                rows.add(row(name, lines.get(0), line));
            }
            return rows;
        } catch (CsvParseException e) {
            throw new ProtocolException(name + " in the answer is no CSV", null);
        }
    }

    private static Map<String, String> row(String name, CsvRecord header, CsvRecord line) {
        if (line.getFieldCount() != header.getFieldCount()) {
            throw new ProtocolException(
                    name + " in the answer has " + line.getFieldCount() + " fields in line "
                            + line.getStartingLineNumber() + ", where the header has " + header.getFieldCount(),
                    null);
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < line.getFieldCount(); i++) {
            row.put(free(header.getField(i), row), line.getField(i));
        }
        return row;
    }

    /** An input's column may have the name of an output's: the second gets a number. */
    private static String free(String name, Map<String, String> taken) {
        String free = name;
        for (int number = 2; taken.containsKey(free); number++) {
            free = name + " (" + number + ")";
        }
        return free;
    }
}
