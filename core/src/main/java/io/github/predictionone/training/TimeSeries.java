package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings for forecasting a series of numbers over time. Row 4 of the API calls this the time-series mode. Created
 * by {@link TrainingConfig#timeSeries(String, String, int, int)} and changed by the methods of {@link TrainingConfig}.
 */
public final class TimeSeries {

    @JsonValue
    private final Values values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private TimeSeries(Values values) {
        this.values = values;
    }

    TimeSeries(String timeColumn, int forecastStart, int forecastEnd) {
        this(new Values(
                timeColumn, forecastStart, forecastEnd, Optional.empty(), 0, Optional.empty(), false, List.of()));
    }

    private record Values(
            String timeColumn,
            int forecastStart,
            int forecastEnd,
            Optional<ForecastUnit> unit,
            int interval,
            Optional<String> seriesColumn,
            boolean knownColumns,
            List<String> knownColumnExceptions) {

        Values {
            Settings.requireColumn(timeColumn, "timeColumn");
            Objects.requireNonNull(unit, "unit");
            Objects.requireNonNull(seriesColumn, "seriesColumn");
            knownColumnExceptions = List.copyOf(Objects.requireNonNull(knownColumnExceptions, "knownColumnExceptions"));
            seriesColumn.ifPresent(column -> Settings.requireOther(column, "seriesColumn", timeColumn, "time"));
            Settings.requireAtLeast(forecastStart, 1, "forecastStart");
            Settings.requireAtLeast(forecastEnd, forecastStart, "forecastEnd");
            Settings.requireAtLeast(interval, 0, "interval");
            for (String column : knownColumnExceptions) {
                Settings.requireOther(column, "knownColumnExceptions", timeColumn, "time");
            }
            Settings.requireDistinct(knownColumnExceptions, "knownColumnExceptions");
        }
    }

    /** A mutable copy of the values, to change one of them. */
    private static final class Draft {

        private final String timeColumn;
        private final int forecastStart;
        private final int forecastEnd;
        private Optional<ForecastUnit> unit;
        private int interval;
        private Optional<String> seriesColumn;
        private boolean knownColumns;
        private List<String> knownColumnExceptions;

        Draft(Values values) {
            timeColumn = values.timeColumn;
            forecastStart = values.forecastStart;
            forecastEnd = values.forecastEnd;
            unit = values.unit;
            interval = values.interval;
            seriesColumn = values.seriesColumn;
            knownColumns = values.knownColumns;
            knownColumnExceptions = values.knownColumnExceptions;
        }

        Values values() {
            return new Values(
                    timeColumn,
                    forecastStart,
                    forecastEnd,
                    unit,
                    interval,
                    seriesColumn,
                    knownColumns,
                    knownColumnExceptions);
        }
    }

    private TimeSeries with(Consumer<Draft> change) {
        Draft draft = new Draft(values);
        change.accept(draft);
        return new TimeSeries(draft.values());
    }

    /**
     * Returns the column with the time.
     *
     * @return its name
     */
    public String timeColumn() {
        return values.timeColumn;
    }

    /**
     * Returns the first step to forecast, in units after the last known one.
     *
     * @return at least 1
     */
    public int forecastStart() {
        return values.forecastStart;
    }

    /**
     * Returns the last step to forecast, in units after the last known one.
     *
     * @return at least {@link #forecastStart()}
     */
    public int forecastEnd() {
        return values.forecastEnd;
    }

    /**
     * Returns the unit of the steps.
     *
     * @return the unit; if empty, it is determined from the data [empty]
     */
    public Optional<ForecastUnit> unit() {
        return values.unit;
    }

    /**
     * Returns how many units lie between two rows.
     *
     * @return the number of units; if 0, it is determined from the data [0]
     */
    public int interval() {
        return values.interval;
    }

    /**
     * Returns the column that distinguishes several series.
     *
     * @return its name; if empty, there is one series [empty]
     */
    public Optional<String> seriesColumn() {
        return values.seriesColumn;
    }

    /**
     * Returns whether the values of the other columns are known for the time to forecast.
     *
     * @return true if they are, except for {@link #knownColumnExceptions()} [false]
     */
    public boolean knownColumns() {
        return values.knownColumns;
    }

    /**
     * Returns the columns for which the opposite of {@link #knownColumns()} applies.
     *
     * @return each column once; unmodifiable [none]
     */
    public List<String> knownColumnExceptions() {
        return values.knownColumnExceptions;
    }

    TimeSeries withUnit(ForecastUnit chosen) {
        return with(draft -> draft.unit = Optional.of(chosen));
    }

    TimeSeries withInterval(int units) {
        return with(draft -> draft.interval = units);
    }

    TimeSeries withSeriesColumn(String column) {
        return with(draft -> draft.seriesColumn = Optional.of(column));
    }

    TimeSeries withKnownColumns(boolean known) {
        return with(draft -> draft.knownColumns = known);
    }

    TimeSeries withKnownColumnExceptions(List<String> columns) {
        return with(draft -> draft.knownColumnExceptions = columns);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimeSeries series && values.equals(series.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "TimeSeries");
    }
}
