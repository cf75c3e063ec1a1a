package io.github.predictionone.dashboard;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.predictionone.training.ColumnInfo;
import java.util.List;

/**
 * What is known of an uploaded file.
 *
 * @param rows how many there are, without the header
 * @param columns in the order of the file
 * @param types what is sent along with the file
 */
record CsvSummary(
        long rows, List<CsvColumn> columns, @JsonIgnore ColumnInfo types) {}
