package io.github.predictionone.dashboard;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.predictionone.training.ColumnInfo;
import java.util.List;

/**
 * The description of an uploaded file.
 *
 * @param rows the number of rows, without the header
 * @param columns the columns, in the order of the file
 * @param types the column types to send with the file
 */
record CsvSummary(
        long rows, List<CsvColumn> columns, @JsonIgnore ColumnInfo types) {}
