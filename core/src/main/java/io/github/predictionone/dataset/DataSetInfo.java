package io.github.predictionone.dataset;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the service found in an uploaded table: {@code GET /data-sets/column-info}.
 *
 * @param columnNames the header line; unmodifiable
 * @param sampleRows some rows as they stand in the file; unmodifiable
 * @param uselessColumns what the service calls useless, at the places where it does; unmodifiable
 * @param rowCount how many rows there are, without the header
 * @param columns what is known of each column; unmodifiable
 */
public record DataSetInfo(
        List<String> columnNames,
        List<String> sampleRows,
        List<Optional<String>> uselessColumns,
        long rowCount,
        List<DataSetColumn> columns) {

    /**
     * Copies the lists.
     *
     * @param columnNames see the component
     * @param sampleRows see the component
     * @param uselessColumns see the component
     * @param rowCount see the component
     * @param columns see the component
     * @throws NullPointerException if one is null
     */
    public DataSetInfo {
        columnNames = List.copyOf(Objects.requireNonNull(columnNames, "columnNames"));
        sampleRows = List.copyOf(Objects.requireNonNull(sampleRows, "sampleRows"));
        uselessColumns = List.copyOf(Objects.requireNonNull(uselessColumns, "uselessColumns"));
        columns = List.copyOf(Objects.requireNonNull(columns, "columns"));
    }
}
