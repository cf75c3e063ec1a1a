package io.github.predictionone.internal.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table with a header line, of which never more than one row is held: at most {@value #MAX_FIELD} characters in a
 * field, {@value #MAX_ROW} in a row, {@value #MAX_COLUMNS} columns. What breaks a bound, or is no such table, is an
 * {@link IOException} that names the line.
 */
public final class BoundedCsv {

    private static final int MAX_FIELD = 1 << 20;
    private static final int MAX_ROW = 1 << 23;
    private static final int MAX_COLUMNS = 16_384;

    /** The bounds in words. */
    public static final String BOUNDS =
            MAX_COLUMNS + " columns, " + MAX_FIELD + " characters in a field, " + MAX_ROW + " in a row";

    private BoundedCsv() {}

    /** Takes the rows of a table, one at a time. */
    public interface RowReader {
        /**
         * Takes the first line.
         *
         * @param columns the names of the columns, distinct and not blank
         */
        void header(List<String> columns);

        /**
         * Takes a row.
         *
         * @param fields as many as there are columns; an empty one is a missing value
         * @return whether the next row is wanted
         */
        boolean row(List<String> fields);
    }

    /**
     * Reads until the end or until the reader has enough.
     *
     * @param text the table, with or without a byte order mark
     * @param separator what stands between two fields
     * @param reader takes the rows
     * @throws IOException if it can't be read or is no table
     */
    public static void read(Reader text, char separator, RowReader reader) throws IOException {
        try (Table table = Table.open(text, separator)) {
            reader.header(table.columns());
            for (List<String> row = table.next(); row != null; row = table.next()) {
                if (!reader.row(row)) {
                    return;
                }
            }
        }
    }

    /** A table that is read row by row, by whoever wants the next one. */
    public static final class Table implements Closeable {

        private final CsvReader<CsvRecord> csv;
        private final Iterator<CsvRecord> lines;
        private List<String> columns = List.of();
        private long line = 1;

        private Table(CsvReader<CsvRecord> csv) {
            this.csv = csv;
            this.lines = csv.iterator();
        }

        /** Reads the header. What can't be read is closed again. */
        public static Table open(Reader text, char separator) throws IOException {
            try {
                Table table = new Table(reader(text, separator));
                table.readHeader();
                return table;
            } catch (CharacterCodingException otherCharset) {
                text.close();
                throw noText(1, otherCharset);
            } catch (IOException | RuntimeException unreadable) {
                text.close();
                throw unreadable;
            }
        }

        /** The names of the columns, distinct and not blank. */
        public List<String> columns() {
            return columns;
        }

        /** As many fields as there are columns; null at the end. */
        public @Nullable List<String> next() throws IOException {
            List<String> fields = nextLine();
            if (fields != null) {
                require(
                        fields.size() == columns.size(),
                        fields.size() + " fields, where the header has " + columns.size());
            }
            return fields;
        }

        private void readHeader() throws IOException {
            List<String> names = nextLine();
            if (names == null) {
                throw new IOException("line 1: the file is empty, there is no header");
            }
            Set<String> distinct = new HashSet<>();
            for (String column : names) {
                require(!column.isBlank(), "column " + (distinct.size() + 1) + " has no name");
                require(distinct.add(column), "two columns have the name '" + ForeignText.shown(column) + "'");
            }
            columns = names;
        }

        private @Nullable List<String> nextLine() throws IOException {
            try {
                if (!lines.hasNext()) {
                    return null;
                }
                CsvRecord row = lines.next();
                line = row.getStartingLineNumber();
                List<String> fields = row.getFields();
                require(fields.stream().noneMatch(field -> field.indexOf(0) >= 0), "a NUL character: this is no text");
                return fields;
            } catch (CsvParseException malformed) {
                throw new IOException(malformed.getMessage(), malformed);
            } catch (UncheckedIOException unreadable) {
                throw unreadable.getCause() instanceof CharacterCodingException otherCharset
                        ? noText(line, otherCharset)
                        : unreadable.getCause();
            }
        }

        private static IOException noText(long line, CharacterCodingException otherCharset) {
            return new IOException("after line " + line + ": bytes that are no text in this charset", otherCharset);
        }

        private void require(boolean fits, String otherwise) throws IOException {
            if (!fits) {
                throw new IOException("line " + line + ": " + otherwise);
            }
        }

        @Override
        public void close() throws IOException {
            csv.close();
        }
    }

    /** Reads lines within the same bounds; whether they are a table is for the caller to see. */
    public static CsvReader<CsvRecord> reader(Reader text, char separator) throws IOException {
        CsvRecordHandler bounds = CsvRecordHandler.of(
                limits -> limits.maxFields(MAX_COLUMNS).maxFieldSize(MAX_FIELD).maxRecordSize(MAX_ROW));
        return CsvReader.builder()
                .fieldSeparator(separator)
                .maxBufferSize(MAX_FIELD)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(bounds, withoutMark(text));
    }

    private static Reader withoutMark(Reader text) throws IOException {
        PushbackReader reader = new PushbackReader(text);
        int first = reader.read();
        if (first >= 0 && first != '\uFEFF') {
            reader.unread(first);
        }
        return reader;
    }
}
