package io.github.predictionone.training;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a series of numbers in time is forecast. Row 4 of the API calls it the time-series mode.
 *
 * @param timeColumn the column that says when
 * @param forecastStart the first step that is forecast, in units after the last known one; at least 1
 * @param forecastEnd the last step that is forecast; at least {@code forecastStart}
 * @param unit what a step is counted in; empty: decided by the data
 * @param interval how many units lie between two rows; 0: decided by the data
 * @param seriesColumn the column that tells several series apart; empty: there is one series
 * @param knownColumns whether the values of the other columns are known for the time that is forecast
 * @param knownColumnExceptions the columns of which {@code knownColumns} doesn't hold
 */
public record TimeSeries(
        String timeColumn,
        int forecastStart,
        int forecastEnd,
        Optional<ForecastUnit> unit,
        int interval,
        Optional<String> seriesColumn,
        boolean knownColumns,
        List<String> knownColumnExceptions) {

    /**
     * Checks the parts, and that they fit together.
     *
     * @param timeColumn see the component
     * @param forecastStart see the component
     * @param forecastEnd see the component
     * @param unit see the component
     * @param interval see the component
     * @param seriesColumn see the component
     * @param knownColumns see the component
     * @param knownColumnExceptions see the component
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if a column is blank or has two roles, or a number is out of its range
     */
    public TimeSeries {
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

    TimeSeries(String timeColumn, int forecastStart, int forecastEnd) {
        this(timeColumn, forecastStart, forecastEnd, Optional.empty(), 0, Optional.empty(), false, List.of());
    }

    TimeSeries withUnit(ForecastUnit chosen) {
        return new TimeSeries(
                timeColumn,
                forecastStart,
                forecastEnd,
                Optional.of(chosen),
                interval,
                seriesColumn,
                knownColumns,
                knownColumnExceptions);
    }

    TimeSeries withInterval(int units) {
        return new TimeSeries(
                timeColumn, forecastStart, forecastEnd, unit, units, seriesColumn, knownColumns, knownColumnExceptions);
    }

    TimeSeries withSeriesColumn(String column) {
        return new TimeSeries(
                timeColumn,
                forecastStart,
                forecastEnd,
                unit,
                interval,
                Optional.of(column),
                knownColumns,
                knownColumnExceptions);
    }

    TimeSeries withKnownColumns(boolean known) {
        return new TimeSeries(
                timeColumn, forecastStart, forecastEnd, unit, interval, seriesColumn, known, knownColumnExceptions);
    }

    TimeSeries withKnownColumnExceptions(List<String> columns) {
        return new TimeSeries(
                timeColumn, forecastStart, forecastEnd, unit, interval, seriesColumn, knownColumns, columns);
    }
}
