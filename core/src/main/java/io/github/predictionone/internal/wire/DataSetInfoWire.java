package io.github.predictionone.internal.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.dataset.DataSetColumn;
import io.github.predictionone.dataset.DataSetInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The answer of {@code GET /data-sets/column-info}. A missing required field is an error that names it. */
public record DataSetInfoWire(
        @JsonProperty("raw_column_names") @Nullable List<@Nullable String> rawColumnNames,
        @JsonProperty("raw_training_data") @Nullable List<@Nullable Row> rawTrainingData,
        @JsonProperty("useless_column_list") @Nullable List<@Nullable String> uselessColumnList,
        @JsonProperty("trainingdata_row_count") @Nullable Long trainingdataRowCount,
        @JsonProperty("training_data_columns") @Nullable List<@Nullable ColumnWire> trainingDataColumns) {

    /** A row, unchanged from the file. */
    public record Row(@JsonProperty("row_data") @Nullable String rowData) {}

    /**
     * Converts the answer to a value.
     *
     * @return the value, without nulls
     * @throws ProtocolException if a required field is missing; the message names it
     */
    public DataSetInfo toValue() {
        List<DataSetColumn> columns = new ArrayList<>();
        for (ColumnWire column : promised(trainingDataColumns, "training_data_columns")) {
            String place = "training_data_columns[" + columns.size() + "]";
            columns.add(promised(column, place).toValue(place));
        }
        return new DataSetInfo(
                present(rawColumnNames, Function.identity()),
                present(rawTrainingData, Row::rowData),
                optional(uselessColumnList),
                promised(trainingdataRowCount, "trainingdata_row_count"),
                columns);
    }

    static <T> T promised(@Nullable T value, String field) {
        if (value == null) {
            throw new ProtocolException("the answer has no " + field, null);
        }
        return value;
    }

    /** Converts a list, skipping nulls; an absent list becomes empty. */
    static <T, R> List<R> present(@Nullable List<@Nullable T> list, Function<T, @Nullable R> toValue) {
        List<R> values = new ArrayList<>();
        for (T item : list == null ? List.<T>of() : list) {
            R value = item == null ? null : toValue.apply(item);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static List<Optional<String>> optional(@Nullable List<@Nullable String> list) {
        List<Optional<String>> values = new ArrayList<>();
        for (String item : list == null ? List.<String>of() : list) {
            values.add(Optional.ofNullable(item));
        }
        return values;
    }
}
