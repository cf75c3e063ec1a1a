package io.github.predictionone.internal.wire;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.text.BoundedCsv;
import io.github.predictionone.internal.text.TableBound;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a small table from the service. Each row is a map by column name, in order. */
final class OutputCsv {

    private final String name;
    private final Iterator<CsvRecord> lines;

    private OutputCsv(String name, Iterator<CsvRecord> lines) {
        this.name = name;
        this.lines = lines;
    }

    /** Returns the only row of a table. */
    static Map<String, String> row(String name, byte[] text) {
        return read(name, text, OutputCsv::only);
    }

    /** Returns all rows of a table, as many as {@link TableBound} allows. */
    static List<Map<String, String>> rows(String name, byte[] text) {
        return read(name, text, OutputCsv::all);
    }

    private interface Reading<T> {
        T of(OutputCsv table, List<String> names);
    }

    private static <T> T read(String name, byte[] text, Reading<T> reading) {
        try (CsvReader<CsvRecord> csv =
                BoundedCsv.reader(new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8), ',')) {
            OutputCsv table = new OutputCsv(name, csv.iterator());
            if (!table.lines.hasNext()) {
                throw table.refused("is empty");
            }
            return reading.of(table, distinct(table.lines.next().getFields()));
        } catch (CsvParseException e) {
            // The parser's exception is not kept as the cause: its message may quote a character of the data.
            throw new ProtocolException(
                    name + " in the answer is not CSV, or has more than " + BoundedCsv.BOUNDS, null);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private Map<String, String> only(List<String> names) {
        if (!lines.hasNext()) {
            throw refused("has no row");
        }
        Map<String, String> row = next(names);
        if (lines.hasNext()) {
            throw refused("has more than one row");
        }
        return row;
    }

    private List<Map<String, String>> all(List<String> names) {
        TableBound bound = new TableBound();
        List<Map<String, String>> rows = new ArrayList<>();
        while (lines.hasNext()) {
            String exceeded = bound.exceededBy(names.size());
            if (exceeded != null) {
                throw refused("has " + exceeded);
            }
            rows.add(next(names));
        }
        return rows;
    }

    private Map<String, String> next(List<String> names) {
        CsvRecord line = lines.next();
        if (line.getFieldCount() != names.size()) {
            throw refused("has " + line.getFieldCount() + " fields in line " + line.getStartingLineNumber()
                    + ", but the header has " + names.size());
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), line.getField(i));
        }
        return row;
    }

    /**
     * Makes the names distinct: an input's column may have the name of an output's column, so the second one gets a
     * number.
     */
    private static List<String> distinct(List<String> header) {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String name : header) {
            String free = name;
            // Continue after the number of the last column with this name: otherwise, the work would be quadratic in
            // the number of columns.
            int number = numbers.getOrDefault(name, 1);
            while (numbers.containsKey(free)) {
                free = name + " (" + ++number + ")";
            }
            numbers.put(name, number);
            numbers.putIfAbsent(free, 1);
            names.add(free);
        }
        return names;
    }

    private ProtocolException refused(String why) {
        return new ProtocolException(name + " in the answer " + why, null);
    }
}
