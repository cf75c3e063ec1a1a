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
 * Reads tables with a header line, holding one row at a time: at most {@value #MAX_FIELD} characters in a field,
 * {@value #MAX_ROW} in a row, {@value #MAX_COLUMNS} columns. If the text exceeds a bound or is not such a table, an
 * {@link IOException} names the line.
 */
public final class BoundedCsv {

    private static final int MAX_FIELD = 1 << 20;
    private static final int MAX_ROW = 1 << 23;
    private static final int MAX_COLUMNS = 16_384;

    /** The bounds, as text for messages. */
    public static final String BOUNDS =
            MAX_COLUMNS + " columns, " + MAX_FIELD + " characters in a field, " + MAX_ROW + " in a row";

    private BoundedCsv() {}

    /** Receives the rows of a table, one at a time. */
    public interface RowReader {
        /**
         * Receives the first line.
         *
         * @param columns the names of the columns, distinct and not blank
         */
        void header(List<String> columns);

        /**
         * Receives a row.
         *
         * @param fields one for each column; an empty one is a missing value
         * @return true to continue with the next row
         */
        boolean row(List<String> fields);
    }

    /**
     * Reads the table to its end, or until the reader returns false.
     *
     * @param text the table, with or without a byte order mark
     * @param separator the separator of fields
     * @param reader receives the rows
     * @throws IOException if the text can't be read or is not a table
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

    /** A table that is read row by row, on request. */
    public static final class Table implements Closeable {

        private final CsvReader<CsvRecord> csv;
        private final Iterator<CsvRecord> lines;
        private List<String> columns = List.of();
        private long line = 1;

        private Table(CsvReader<CsvRecord> csv) {
            this.csv = csv;
            this.lines = csv.iterator();
        }

        /** Reads the header. Closes the text if the header can't be read. */
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

        /** Returns the names of the columns, distinct and not blank. */
        public List<String> columns() {
            return columns;
        }

        /** Returns the next row, with one field for each column; null at the end. */
        public @Nullable List<String> next() throws IOException {
            List<String> fields = nextLine();
            if (fields != null) {
                require(
                        fields.size() == columns.size(),
                        fields.size() + " fields, but the header has " + columns.size());
            }
            return fields;
        }

        private void readHeader() throws IOException {
            List<String> names = nextLine();
            if (names == null) {
                throw new IOException("line 1: the file is empty and has no header");
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
                require(fields.stream().noneMatch(field -> field.indexOf(0) >= 0), "a NUL character: this is not text");
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
            return new IOException("after line " + line + ": bytes that are not text in this charset", otherCharset);
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

    /** Returns a reader of lines within the same bounds, which does not check that the lines form a table. */
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
