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
 * The types of a training file's columns: the column information file that goes up beside it.
 *
 * <p>The types are inferred from the first 1,000 rows, as the service does it. A missing value (an empty field, or one
 * of spaces) says nothing; all others of a column must agree, or it is a {@link ColumnType#STRING}:
 *
 * <ul>
 *   <li>{@link ColumnType#DATE}: days that are in the calendar, as in {@code 2024-05-31}, {@code 2024/5/31 7:05},
 *       {@code 2024-05-31T07:05:00Z}, {@code 20240531} (years 1900 to 2099), {@code 31-05-2024} or {@code Jan-21};
 *   <li>{@link ColumnType#INTEGER}: up to 18 digits with or without a sign. A leading zero, or more digits, make a code
 *       that is no number: {@code 00501} is a string;
 *   <li>{@link ColumnType#FLOAT}: integers and decimals such as {@code -1.5} or {@code 2e-3};
 *   <li>{@link ColumnType#TEXT}: more than half of the values are prose (at least 30 letters, of which a Japanese,
 *       Chinese or Korean one counts as two; with spaces between words, or in one of these scripts), and more than half
 *       of these differ. So long category names that repeat, URLs and identifiers stay strings.
 * </ul>
 *
 * <p>A column without any value is a string.
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
                throw new IllegalArgumentException("columns must have at least one");
            }
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }
    }

    /**
     * Types that are known already.
     *
     * @param columns the type of each column by its name, in the order of the training file; at least one
     * @return a copy of them
     * @throws NullPointerException if the map, a name or a type is null
     * @throws IllegalArgumentException if there is no column, or one with a blank name
     */
    public static ColumnInfo of(Map<String, ColumnType> columns) {
        return new ColumnInfo(new Values(columns));
    }

    /**
     * Reads the beginning of a file in UTF-8.
     *
     * @param file see {@link #infer(Path, Charset)}
     * @return a type for each column
     * @throws NullPointerException if the file is null
     * @throws TransferException if the file can't be read or is no such table
     */
    public static ColumnInfo infer(Path file) {
        return infer(file, StandardCharsets.UTF_8);
    }

    /**
     * Reads the header and the first 1,000 rows of a file, whatever its size; memory stays within some ten megabytes.
     *
     * @param file {@code .csv} has commas, {@code .tsv} tabs, any other the one that its first line has more of; with or
     *     without a byte order mark; fields may stand in quotes and then hold separators and line breaks; at most 2^20
     *     characters in a field, 2^23 in a row
     * @param charset of the file
     * @return a type for each column
     * @throws NullPointerException if an argument is null
     * @throws TransferException if the file is missing, unreadable or empty; if it is not in the charset or no text; if a
     *     column has no name or that of another; if a row has more or fewer fields than the header; if there is no row.
     *     The message names the file and the line
     */
    public static ColumnInfo infer(Path file, Charset charset) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(charset, "charset");
        return ColumnInference.infer(file, charset);
    }

    /**
     * The types of the columns.
     *
     * @return the type of each column by its name, in the order of the training file; at least one; unmodifiable
     */
    public Map<String, ColumnType> columns() {
        return values.columns;
    }

    /**
     * The same with another type for one column.
     *
     * @param column one of the columns
     * @param type what it shall count as
     * @return a copy
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there is no such column; the message names those there are
     */
    public ColumnInfo withType(String column, ColumnType type) {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(type, "type");
        if (!values.columns.containsKey(column)) {
            throw new IllegalArgumentException("There is no column '" + column + "', but " + values.columns.keySet());
        }
        Map<String, ColumnType> changed = new LinkedHashMap<>(values.columns);
        changed.put(column, type);
        return of(changed);
    }

    /**
     * The column information file as the service wants it.
     *
     * @return a byte order mark, the line {@code column_name,column_type}, and a line per column; quoted where needed,
     *     lines end with a line feed. To be encoded in UTF-8
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
