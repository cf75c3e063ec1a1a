package io.github.predictionone.inference;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How to predict. Immutable: every {@code with…} returns a new value. */
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

    /** The values while one of them changes. */
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
     * What a prediction does that names no options.
     *
     * @return the defaults
     */
    public static PredictOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Whether the service also computes reasons, which takes it longer.
     *
     * @return whether {@code ar} is sent [false]
     */
    public boolean reasons() {
        return values.reasons;
    }

    /**
     * Whether the output repeats the columns of the input.
     *
     * @return whether {@code ad} is sent [false]
     */
    public boolean inputColumns() {
        return values.inputColumns;
    }

    /**
     * Whether the output leaves out the predicted class.
     *
     * @return whether {@code nc} is sent [false]
     */
    public boolean probabilitiesOnly() {
        return values.probabilitiesOnly;
    }

    /**
     * Whether the output has row numbers.
     *
     * @return whether {@code nr} is not sent [true]
     */
    public boolean rowNumbers() {
        return values.rowNumbers;
    }

    /**
     * The input column that stands leftmost in the output.
     *
     * @return the value of {@code pc}; empty: it is not sent [empty]
     */
    public Optional<String> firstColumn() {
        return values.firstColumn;
    }

    /**
     * How many requests may be under way at a time; there is one per row.
     *
     * @return at least 1 [4]
     */
    public int concurrency() {
        return values.concurrency;
    }

    /**
     * Whether a row that fails is an element, see {@link Prediction#failure()}, and the next ones follow; if not, the first
     * failure ends the stream.
     *
     * @return true if it is an element [false]
     */
    public boolean failedRows() {
        return values.failedRows;
    }

    /**
     * With or without reasons.
     *
     * @param on whether the service computes them, which takes it longer [false]
     * @return new options
     */
    public PredictOptions withReasons(boolean on) {
        return with(draft -> draft.reasons = on);
    }

    /**
     * With or without the input's columns in the output.
     *
     * @param on whether they are repeated [false]
     * @return new options
     */
    public PredictOptions withInputColumns(boolean on) {
        return with(draft -> draft.inputColumns = on);
    }

    /**
     * With or without the predicted class.
     *
     * @param on whether it is left out [false]
     * @return new options
     */
    public PredictOptions withProbabilitiesOnly(boolean on) {
        return with(draft -> draft.probabilitiesOnly = on);
    }

    /**
     * With or without row numbers.
     *
     * @param on whether the output has them [true]
     * @return new options
     */
    public PredictOptions withRowNumbers(boolean on) {
        return with(draft -> draft.rowNumbers = on);
    }

    /**
     * With a column of the input leftmost.
     *
     * @param column its name [none]
     * @return new options
     * @throws NullPointerException if it is null
     */
    public PredictOptions withFirstColumn(String column) {
        Objects.requireNonNull(column, "column");
        return with(draft -> draft.firstColumn = Optional.of(column));
    }

    /**
     * With more or fewer requests at a time.
     *
     * @param requests how many may be under way, one per row; at least 1 [4]
     * @return new options
     * @throws IllegalArgumentException if it is less
     */
    public PredictOptions withConcurrency(int requests) {
        return with(draft -> draft.concurrency = requests);
    }

    /**
     * With rows that fail as elements, or with an end at the first of them.
     *
     * @param on whether they are elements, see {@link Prediction#failure()}, and the next ones follow [false]
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
