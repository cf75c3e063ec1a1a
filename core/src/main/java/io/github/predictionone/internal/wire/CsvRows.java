package io.github.predictionone.internal.wire;

import io.github.predictionone.inference.InputRow;
import io.github.predictionone.internal.text.BoundedCsv;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the rows of a CSV or TSV file in UTF-8, one at a time. Blocks while reading. */
public final class CsvRows implements Closeable {

    private final BoundedCsv.Table table;

    private CsvRows(BoundedCsv.Table table) {
        this.table = table;
    }

    /** Opens a file and reads its header. */
    public static CsvRows open(Path file) throws IOException {
        char separator = file.toString().toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : ',';
        return new CsvRows(BoundedCsv.Table.open(Files.newBufferedReader(file), separator));
    }

    /** Returns the next row; empty at the end. */
    public Optional<InputRow> next() throws IOException {
        List<String> fields = table.next();
        if (fields == null) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            values.put(table.columns().get(i), fields.get(i));
        }
        return Optional.of(InputRow.ofValues(values));
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
