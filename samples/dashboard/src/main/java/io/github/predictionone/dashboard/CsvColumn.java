package io.github.predictionone.dashboard;

import io.github.predictionone.training.ColumnType;
import io.github.predictionone.training.TrainingType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of a column of an uploaded file.
 *
 * @param name the name in the header
 * @param type the type, inferred from the first rows
 * @param missing the number of rows without a value
 * @param values the distinct values, most frequent first; only the first three of the file if {@code manyValues}
 * @param manyValues whether there are more than {@link CsvValues#MAX_VALUES} values, or one is too long to show
 * @param suggestedType the type of training that fits the column, or null if none does
 * @param suggestedPositive the value that probably counts as positive; null unless there are exactly two values
 */
record CsvColumn(
        String name,
        ColumnType type,
        long missing,
        List<String> values,
        boolean manyValues,
        @Nullable TrainingType suggestedType,
        @Nullable String suggestedPositive) {}
