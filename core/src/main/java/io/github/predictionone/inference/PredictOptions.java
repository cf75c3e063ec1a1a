package io.github.predictionone.inference;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of a prediction. Immutable: every {@code with…} returns a new value. */
public final class PredictOptions {

    private static final PredictOptions DEFAULTS =
            new PredictOptions(new Values(false, false, false, true, Optional.empty(), 4, false));

    private final Values values;

    private PredictOptions(Values values) {
        this.values = values;
    }

    private record Values(
            boolean reasons,
            boolean inputColumns,
            boolean probabilitiesOnly,
            boolean rowNumbers,
            Optional<String> firstColumn,
            int concurrency,
            boolean failedRows) {

        Values {
            if (concurrency < 1) {
                throw new IllegalArgumentException("concurrency must be at least 1, not " + concurrency);
            }
        }
    }

    /** A mutable copy of the values, to change one of them. */
    private static final class Draft {

        private boolean reasons;
        private boolean inputColumns;
        private boolean probabilitiesOnly;
        private boolean rowNumbers;
        private Optional<String> firstColumn;
        private int concurrency;
        private boolean failedRows;

        Draft(Values values) {
            reasons = values.reasons;
            inputColumns = values.inputColumns;
            probabilitiesOnly = values.probabilitiesOnly;
            rowNumbers = values.rowNumbers;
            firstColumn = values.firstColumn;
            concurrency = values.concurrency;
            failedRows = values.failedRows;
        }

        Values values() {
            return new Values(
                    reasons, inputColumns, probabilitiesOnly, rowNumbers, firstColumn, concurrency, failedRows);
        }
    }

    private PredictOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(values);
        change.accept(draft);
        return new PredictOptions(draft.values());
    }

    /**
     * Returns the options of a prediction that sets none.
     *
     * @return the defaults
     */
    public static PredictOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns whether the service also computes reasons, which takes longer.
     *
     * @return whether {@code ar} is sent [false]
     */
    public boolean reasons() {
        return values.reasons;
    }

    /**
     * Returns whether the output repeats the columns of the input.
     *
     * @return whether {@code ad} is sent [false]
     */
    public boolean inputColumns() {
        return values.inputColumns;
    }

    /**
     * Returns whether the output omits the predicted class.
     *
     * @return whether {@code nc} is sent [false]
     */
    public boolean probabilitiesOnly() {
        return values.probabilitiesOnly;
    }

    /**
     * Returns whether the output has row numbers.
     *
     * @return whether {@code nr} is not sent [true]
     */
    public boolean rowNumbers() {
        return values.rowNumbers;
    }

    /**
     * Returns the input column that is leftmost in the output.
     *
     * @return the value of {@code pc}; if empty, it is not sent [empty]
     */
    public Optional<String> firstColumn() {
        return values.firstColumn;
    }

    /**
     * Returns how many requests may be in progress at the same time; each row is one request.
     *
     * @return at least 1 [4]
     */
    public int concurrency() {
        return values.concurrency;
    }

    /**
     * Returns whether a failed row is emitted as an element, see {@link Prediction#failure()}, and the following rows
     * are still predicted. If not, the first failure ends the stream.
     *
     * @return true if failed rows are elements [false]
     */
    public boolean failedRows() {
        return values.failedRows;
    }

    /**
     * Returns a copy with or without reasons.
     *
     * @param on whether the service computes reasons, which takes longer [false]
     * @return new options
     */
    public PredictOptions withReasons(boolean on) {
        return with(draft -> draft.reasons = on);
    }

    /**
     * Returns a copy with or without the input's columns in the output.
     *
     * @param on whether the output repeats them [false]
     * @return new options
     */
    public PredictOptions withInputColumns(boolean on) {
        return with(draft -> draft.inputColumns = on);
    }

    /**
     * Returns a copy with or without the predicted class in the output.
     *
     * @param on true to omit the predicted class [false]
     * @return new options
     */
    public PredictOptions withProbabilitiesOnly(boolean on) {
        return with(draft -> draft.probabilitiesOnly = on);
    }

    /**
     * Returns a copy with or without row numbers in the output.
     *
     * @param on whether the output has them [true]
     * @return new options
     */
    public PredictOptions withRowNumbers(boolean on) {
        return with(draft -> draft.rowNumbers = on);
    }

    /**
     * Returns a copy with a column of the input leftmost in the output.
     *
     * @param column the name of the column [none]
     * @return new options
     * @throws NullPointerException if it is null
     */
    public PredictOptions withFirstColumn(String column) {
        Objects.requireNonNull(column, "column");
        return with(draft -> draft.firstColumn = Optional.of(column));
    }

    /**
     * Returns a copy with another number of concurrent requests.
     *
     * @param requests how many may be in progress at the same time, one per row; at least 1 [4]
     * @return new options
     * @throws IllegalArgumentException if it is less than 1
     */
    public PredictOptions withConcurrency(int requests) {
        return with(draft -> draft.concurrency = requests);
    }

    /**
     * Returns a copy that emits failed rows as elements, or ends the stream at the first of them.
     *
     * @param on true to emit them as elements, see {@link Prediction#failure()}, and continue with the following rows
     *     [false]
     * @return new options
     */
    public PredictOptions withFailedRows(boolean on) {
        return with(draft -> draft.failedRows = on);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PredictOptions options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "PredictOptions");
    }
}
