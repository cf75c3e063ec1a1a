package io.github.predictionone.dashboard;

import io.github.predictionone.training.ColumnType;
import io.github.predictionone.training.TrainingType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a column of an uploaded file.
 *
 * @param name as in the header
 * @param type as inferred from the first rows
 * @param missing how many rows have no value
 * @param values the values, the most frequent first; where there are more than {@link CsvValues#MAX_VALUES}, the first three
 * @param manyValues whether there are more values than that
 * @param suggestedType the kind of training that would predict it, or null where none would
 * @param suggestedPositive the value that probably counts as positive, or null unless there are two
 */
record CsvColumn(
        String name,
        ColumnType type,
        long missing,
        List<String> values,
        boolean manyValues,
        @Nullable TrainingType suggestedType,
        @Nullable String suggestedPositive) {}
