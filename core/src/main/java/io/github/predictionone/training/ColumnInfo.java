package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.predictionone.TransferException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The types of a training file's columns, which are uploaded with it as the column information file.
 *
 * <p>The types are inferred from the first 1,000 rows, as the service does. Missing values (empty fields, or fields of
 * spaces) are ignored. If the other values of a column do not all fit one type, the column is a
 * {@link ColumnType#STRING}:
 *
 * <ul>
 *   <li>{@link ColumnType#DATE}: valid calendar days, such as {@code 2024-05-31}, {@code 2024/5/31 7:05},
 *       {@code 2024-05-31T07:05:00Z}, {@code 20240531} (years 1900 to 2099), {@code 31-05-2024} or {@code Jan-21};
 *   <li>{@link ColumnType#INTEGER}: up to 18 digits with or without a sign. A text with a leading zero or more digits
 *       is a code, not a number: {@code 00501} is a string;
 *   <li>{@link ColumnType#FLOAT}: integers and decimals such as {@code -1.5} or {@code 2e-3};
 *   <li>{@link ColumnType#TEXT}: more than half of the values are prose, and more than half of these differ. Prose has
 *       at least 30 letters, with spaces between words or in a Japanese, Chinese or Korean script; a letter of these
 *       scripts counts as two. So long category names that repeat, URLs and identifiers remain strings.
 * </ul>
 *
 * <p>A column without any values is a string.
 *
 * <p>Immutable: {@link #withType} returns a new value.
 */
public final class ColumnInfo {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @JsonValue
    private final Values values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private ColumnInfo(Values values) {
        this.values = values;
    }

    private record Values(Map<String, ColumnType> columns) {

        Values {
            Objects.requireNonNull(columns, "columns");
            columns.forEach((name, type) -> {
                Settings.requireColumn(name, "columns");
                Objects.requireNonNull(type, name);
            });
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("columns must not be empty");
            }
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }
    }

    /**
     * Creates column information from known types.
     *
     * @param columns the type of each column by its name, in the order of the training file; at least one
     * @return column information with a copy of the map
     * @throws NullPointerException if the map, a name or a type is null
     * @throws IllegalArgumentException if there is no column, or a name is blank
     */
    public static ColumnInfo of(Map<String, ColumnType> columns) {
        return new ColumnInfo(new Values(columns));
    }

    /**
     * Infers the types from the beginning of a file in UTF-8.
     *
     * @param file see {@link #infer(Path, Charset)}
     * @return a type for each column
     * @throws NullPointerException if the file is null
     * @throws TransferException if the file can't be read or is not such a table
     */
    public static ColumnInfo infer(Path file) {
        return infer(file, StandardCharsets.UTF_8);
    }

    /**
     * Infers the types from the header and the first 1,000 rows of a file of any size, with about ten megabytes of
     * memory.
     *
     * @param file the file, with or without a byte order mark. Its separator is a comma for {@code .csv}, a tab for
     *     {@code .tsv}, and for other extensions the one that is more frequent in its first line. Quoted fields may
     *     contain separators and line breaks. A field has at most 2^20 characters, a row 2^23
     * @param charset the charset of the file
     * @return a type for each column
     * @throws NullPointerException if an argument is null
     * @throws TransferException if the file is missing, unreadable or empty; if it is not text in the charset; if a
     *     column has no name, or the same name as another one; if a row has more or fewer fields than the header; or if
     *     there is no row. The message names the file and the line
     */
    public static ColumnInfo infer(Path file, Charset charset) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(charset, "charset");
        return ColumnInference.infer(file, charset);
    }

    /**
     * Returns the types of the columns.
     *
     * @return the type of each column by its name, in the order of the training file; at least one; unmodifiable
     */
    public Map<String, ColumnType> columns() {
        return values.columns;
    }

    /**
     * Returns a copy with another type for one column.
     *
     * @param column one of the columns
     * @param type the column's new type
     * @return a copy
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there is no such column; the message lists the existing ones
     */
    public ColumnInfo withType(String column, ColumnType type) {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(type, "type");
        if (!values.columns.containsKey(column)) {
            throw new IllegalArgumentException(
                    "column must be one of " + values.columns.keySet() + ", not '" + column + "'");
        }
        Map<String, ColumnType> changed = new LinkedHashMap<>(values.columns);
        changed.put(column, type);
        return of(changed);
    }

    /**
     * Returns the content of the column information file.
     *
     * @return a byte order mark, the line {@code column_name,column_type}, and a line for each column. Fields are
     *     quoted if needed, and lines end with a line feed. The file must be encoded in UTF-8
     */
    public String toCsv() {
        StringWriter text = new StringWriter();
        text.write(BYTE_ORDER_MARK);
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(0)
                .build(text);
        csv.writeRecord("column_name", "column_type");
        values.columns.forEach((name, type) -> csv.writeRecord(name, type.word()));
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ColumnInfo info && values.equals(info.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "ColumnInfo");
    }
}
