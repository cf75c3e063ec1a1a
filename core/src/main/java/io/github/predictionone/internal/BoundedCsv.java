package io.github.predictionone.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table with a header line, of which never more than one row is held: at most {@value #MAX_FIELD} characters in a
 * field, {@value #MAX_ROW} in a row, {@value #MAX_COLUMNS} columns. What breaks a bound, or is no such table, is an
 * {@link IOException} that names the line.
 */
public final class BoundedCsv {

    private static final int MAX_FIELD = 1 << 20;
    private static final int MAX_ROW = 1 << 23;
    private static final int MAX_COLUMNS = 16_384;

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
        Rows rows = new Rows(reader);
        try (CsvReader<CsvRecord> csv = open(text, separator)) {
            for (CsvRecord row : csv) {
                if (!rows.take(row)) {
                    return;
                }
            }
        } catch (CsvParseException malformed) {
            throw new IOException(malformed.getMessage(), malformed);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        } catch (CharacterCodingException otherCharset) {
            throw new IOException("after line " + rows.line + ": bytes that are no text in this charset", otherCharset);
        }
        if (rows.columns.isEmpty()) {
            throw new IOException("line 1: the file is empty, there is no header");
        }
    }

    private static CsvReader<CsvRecord> open(Reader text, char separator) throws IOException {
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

    /** The header once it is known, and how far the reading is. */
    private static final class Rows {

        private final RowReader reader;
        private List<String> columns = List.of();
        private long line = 1;

        Rows(RowReader reader) {
            this.reader = reader;
        }

        boolean take(CsvRecord row) throws IOException {
            line = row.getStartingLineNumber();
            List<String> fields = row.getFields();
            require(fields.stream().noneMatch(field -> field.indexOf(0) >= 0), "a NUL character: this is no text");
            if (columns.isEmpty()) {
                columns = fields;
                requireNames();
                reader.header(columns);
                return true;
            }
            require(fields.size() == columns.size(), fields.size() + " fields, where the header has " + columns.size());
            return reader.row(fields);
        }

        private void requireNames() throws IOException {
            Set<String> names = new HashSet<>();
            for (String column : columns) {
                require(!column.isBlank(), "column " + (names.size() + 1) + " has no name");
                require(names.add(column), "two columns have the name '" + column + "'");
            }
        }

        private void require(boolean fits, String otherwise) throws IOException {
            if (!fits) {
                throw new IOException("line " + line + ": " + otherwise);
            }
        }
    }
}
