package io.github.predictionone.dataset;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The service's analysis of an uploaded table: {@code GET /data-sets/column-info}.
 *
 * @param columnNames the header line; unmodifiable
 * @param sampleRows some rows, unchanged from the file; unmodifiable
 * @param uselessColumns the service's {@code useless_column_list}, with an empty element for each null in it;
 *     unmodifiable
 * @param rowCount the number of rows, without the header
 * @param columns the analysis of each column; unmodifiable
 */
public record DataSetInfo(
        List<String> columnNames,
        List<String> sampleRows,
        List<Optional<String>> uselessColumns,
        long rowCount,
        List<DataSetColumn> columns) {

    /**
     * Copies the lists and checks that no component is null.
     *
     * @param columnNames see the component
     * @param sampleRows see the component
     * @param uselessColumns see the component
     * @param rowCount see the component
     * @param columns see the component
     * @throws NullPointerException if a component is null
     */
    public DataSetInfo {
        columnNames = List.copyOf(Objects.requireNonNull(columnNames, "columnNames"));
        sampleRows = List.copyOf(Objects.requireNonNull(sampleRows, "sampleRows"));
        uselessColumns = List.copyOf(Objects.requireNonNull(uselessColumns, "uselessColumns"));
        columns = List.copyOf(Objects.requireNonNull(columns, "columns"));
    }
}
