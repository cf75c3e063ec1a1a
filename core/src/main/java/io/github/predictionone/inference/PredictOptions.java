package io.github.predictionone.inference;

import java.util.Objects;
import java.util.Optional;

/**
 * How to predict. Immutable: every {@code with…} returns a new value.
 *
 * @param reasons whether the service also computes why, which takes it longer ({@code ar}) [false]
 * @param inputColumns whether the output repeats the columns of the input ({@code ad}) [false]
 * @param probabilitiesOnly whether the output leaves out the predicted class ({@code nc}) [false]
 * @param rowNumbers whether the output has row numbers (no {@code nr}) [true]
 * @param firstColumn the input column that stands leftmost in the output ({@code pc}) [none]
 * @param concurrency how many requests may be under way at a time; there is one per row [4]
 * @param failedRows whether a row that fails is an element, see {@link Prediction#failure()}, and the next ones follow;
 *     if not, the first failure ends the stream [false]
 */
public record PredictOptions(
        boolean reasons,
        boolean inputColumns,
        boolean probabilitiesOnly,
        boolean rowNumbers,
        Optional<String> firstColumn,
        int concurrency,
        boolean failedRows) {

    private static final PredictOptions DEFAULTS =
            new PredictOptions(false, false, false, true, Optional.empty(), 4, false);

    /**
     * Checks the values.
     *
     * @param reasons as for the record
     * @param inputColumns as for the record
     * @param probabilitiesOnly as for the record
     * @param rowNumbers as for the record
     * @param firstColumn as for the record
     * @param concurrency as for the record
     * @param failedRows as for the record
     * @throws NullPointerException if the optional is null
     * @throws IllegalArgumentException if the concurrency is below 1
     */
    public PredictOptions {
        Objects.requireNonNull(firstColumn, "firstColumn");
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1, not " + concurrency);
        }
    }

    /**
     * What a prediction does that names no options.
     *
     * @return the defaults
     */
    public static PredictOptions defaults() {
        return DEFAULTS;
    }

    /**
     * With or without reasons.
     *
     * @param on whether the service computes them
     * @return new options
     */
    public PredictOptions withReasons(boolean on) {
        return new PredictOptions(
                on, inputColumns, probabilitiesOnly, rowNumbers, firstColumn, concurrency, failedRows);
    }

    /**
     * With or without the input's columns in the output.
     *
     * @param on whether they are repeated
     * @return new options
     */
    public PredictOptions withInputColumns(boolean on) {
        return new PredictOptions(reasons, on, probabilitiesOnly, rowNumbers, firstColumn, concurrency, failedRows);
    }

    /**
     * With or without the predicted class.
     *
     * @param on whether it is left out
     * @return new options
     */
    public PredictOptions withProbabilitiesOnly(boolean on) {
        return new PredictOptions(reasons, inputColumns, on, rowNumbers, firstColumn, concurrency, failedRows);
    }

    /**
     * With or without row numbers.
     *
     * @param on whether the output has them
     * @return new options
     */
    public PredictOptions withRowNumbers(boolean on) {
        return new PredictOptions(reasons, inputColumns, probabilitiesOnly, on, firstColumn, concurrency, failedRows);
    }

    /**
     * With a column of the input leftmost.
     *
     * @param column its name
     * @return new options
     */
    public PredictOptions withFirstColumn(String column) {
        return new PredictOptions(
                reasons, inputColumns, probabilitiesOnly, rowNumbers, Optional.of(column), concurrency, failedRows);
    }

    /**
     * With more or fewer requests at a time.
     *
     * @param requests at least 1
     * @return new options
     */
    public PredictOptions withConcurrency(int requests) {
        return new PredictOptions(
                reasons, inputColumns, probabilitiesOnly, rowNumbers, firstColumn, requests, failedRows);
    }

    /**
     * With rows that fail as elements, or with an end at the first of them.
     *
     * @param on whether they are elements
     * @return new options
     */
    public PredictOptions withFailedRows(boolean on) {
        return new PredictOptions(reasons, inputColumns, probabilitiesOnly, rowNumbers, firstColumn, concurrency, on);
    }
}
