package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What to predict, and how: the {@code config} of {@code POST /models}. Start from one of the four kinds, then change
 * what shall not be as the service decides. Immutable: every {@code with…} returns a new value.
 */
public final class TrainingConfig {

    @JsonValue
    private final Values values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private TrainingConfig(Values values) {
        this.values = values;
    }

    private record Values(
            String target,
            TrainingType type,
            Optional<String> positiveValue,
            int crossValidation,
            boolean imbalanceCorrection,
            Optional<TimeSeries> timeSeries) {

        Values {
            Settings.requireColumn(target, "target");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(positiveValue, "positiveValue");
            Objects.requireNonNull(timeSeries, "timeSeries");
            boolean binary = type == TrainingType.BINARY_CLASSIFICATION;
            boolean regression = type == TrainingType.REGRESSION;
            require(positiveValue.isPresent() == binary, "A positive value is there for binary classification, only");
            require(
                    !positiveValue.map(String::isBlank).orElse(false),
                    "The positive value can't be blank: an empty field is a missing value");
            require(
                    crossValidation >= -1,
                    "Cross-validation is 0 (decided by the data), -1 (always), 1 (never) or a number of folds from 2, not "
                            + crossValidation);
            require(
                    !(imbalanceCorrection && regression),
                    "Imbalance is corrected between classes, not in a regression");
            require(
                    timeSeries.isEmpty() || regression,
                    "A time series is forecast by regression, not by classification");
            timeSeries.ifPresent(series -> requireTargetApart(target, series));
        }

        Values withTimeSeries(TimeSeries series) {
            return new Values(target, type, positiveValue, crossValidation, imbalanceCorrection, Optional.of(series));
        }
    }

    private static void requireTargetApart(String target, TimeSeries series) {
        Settings.requireOther(series.timeColumn(), "timeColumn", target, "target");
        series.seriesColumn().ifPresent(column -> Settings.requireOther(column, "seriesColumn", target, "target"));
        for (String column : series.knownColumnExceptions()) {
            Settings.requireOther(column, "knownColumnExceptions", target, "target");
        }
    }

    private static void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static TrainingConfig of(
            String target, TrainingType type, Optional<String> positiveValue, Optional<TimeSeries> timeSeries) {
        return new TrainingConfig(new Values(target, type, positiveValue, 0, false, timeSeries));
    }

    /**
     * Predicts one of two classes.
     *
     * @param target the name of the column to predict
     * @param positiveValue the value in that column that counts as positive
     * @return the settings, all else decided by the service
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an argument is blank
     */
    public static TrainingConfig binaryClassification(String target, String positiveValue) {
        Objects.requireNonNull(positiveValue, "positiveValue");
        return of(target, TrainingType.BINARY_CLASSIFICATION, Optional.of(positiveValue), Optional.empty());
    }

    /**
     * Predicts one of several classes.
     *
     * @param target the name of the column to predict
     * @return the settings, all else decided by the service
     * @throws NullPointerException if the target is null
     * @throws IllegalArgumentException if the target is blank
     */
    public static TrainingConfig multiClassification(String target) {
        return of(target, TrainingType.MULTI_CLASSIFICATION, Optional.empty(), Optional.empty());
    }

    /**
     * Predicts a number.
     *
     * @param target the name of the column to predict
     * @return the settings, all else decided by the service
     * @throws NullPointerException if the target is null
     * @throws IllegalArgumentException if the target is blank
     */
    public static TrainingConfig regression(String target) {
        return of(target, TrainingType.REGRESSION, Optional.empty(), Optional.empty());
    }

    /**
     * Forecasts a number: a regression in the time-series mode.
     *
     * @param target the name of the column to predict
     * @param timeColumn the column that says when
     * @param forecastStart the first step to forecast, counted from the last known one; at least 1
     * @param forecastEnd the last step to forecast; at least {@code forecastStart}
     * @return the settings, all else decided by the service
     * @throws NullPointerException if a column is null
     * @throws IllegalArgumentException if a column is blank, both are the same, or a step is out of its range
     */
    public static TrainingConfig timeSeries(String target, String timeColumn, int forecastStart, int forecastEnd) {
        TimeSeries series = new TimeSeries(timeColumn, forecastStart, forecastEnd);
        return of(target, TrainingType.REGRESSION, Optional.empty(), Optional.of(series));
    }

    /**
     * The column to predict.
     *
     * @return its name
     */
    public String target() {
        return values.target;
    }

    /**
     * The kind of value to predict.
     *
     * @return a number, one of two classes, or one of several
     */
    public TrainingType type() {
        return values.type;
    }

    /**
     * The value of the target column that counts as positive.
     *
     * @return present for binary classification, else empty
     */
    public Optional<String> positiveValue() {
        return values.positiveValue;
    }

    /**
     * Into how many parts the data is folded for cross-validation.
     *
     * @return 0: decided by the data, -1: always folded, with a number decided by the data, 1: never, 2 or more: exactly so
     *     many [0]
     */
    public int crossValidation() {
        return values.crossValidation;
    }

    /**
     * Whether rare classes get more weight.
     *
     * @return true for classification only [false]
     */
    public boolean imbalanceCorrection() {
        return values.imbalanceCorrection;
    }

    /**
     * How to forecast.
     *
     * @return present for a regression in the time-series mode, else empty
     */
    public Optional<TimeSeries> timeSeries() {
        return values.timeSeries;
    }

    /**
     * The same with another way of cross-validation.
     *
     * @param folds 0: decided by the data, -1: always, with a number of folds decided by the data, 1: never, 2 or more:
     *     exactly so many folds [0]
     * @return a copy
     * @throws IllegalArgumentException if it is less than -1
     */
    public TrainingConfig withCrossValidation(int folds) {
        return new TrainingConfig(new Values(
                values.target,
                values.type,
                values.positiveValue,
                folds,
                values.imbalanceCorrection,
                values.timeSeries));
    }

    /**
     * The same with or without correction of class imbalance.
     *
     * @param correct whether rare classes get more weight [false]
     * @return a copy
     * @throws IllegalArgumentException if it is true for a regression
     */
    public TrainingConfig withImbalanceCorrection(boolean correct) {
        return new TrainingConfig(new Values(
                values.target, values.type, values.positiveValue, values.crossValidation, correct, values.timeSeries));
    }

    /**
     * The same with a unit of time.
     *
     * @param unit what the steps of the forecast are counted in [decided by the data]
     * @return a copy
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if this is no time series
     */
    public TrainingConfig withTimeUnit(ForecastUnit unit) {
        Objects.requireNonNull(unit, "unit");
        return withTimeSeries(series -> series.withUnit(unit));
    }

    /**
     * The same with a distance between rows.
     *
     * @param units how many units of time; 0: decided by the data [0]
     * @return a copy
     * @throws IllegalArgumentException if it is negative, or this is no time series
     */
    public TrainingConfig withInterval(int units) {
        return withTimeSeries(series -> series.withInterval(units));
    }

    /**
     * The same with several series in one file.
     *
     * @param column the column that tells them apart [none: there is one series]
     * @return a copy
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is blank or has another role, or this is no time series
     */
    public TrainingConfig withSeriesColumn(String column) {
        Objects.requireNonNull(column, "column");
        return withTimeSeries(series -> series.withSeriesColumn(column));
    }

    /**
     * The same with what is known of the time that is forecast.
     *
     * @param known whether the other columns have values there [false]
     * @return a copy
     * @throws IllegalArgumentException if this is no time series
     */
    public TrainingConfig withKnownColumns(boolean known) {
        return withTimeSeries(series -> series.withKnownColumns(known));
    }

    /**
     * The same with exceptions to {@link #withKnownColumns}.
     *
     * @param columns the columns of which the opposite holds [none]
     * @return a copy
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if one is blank, named twice or has another role, or this is no time series
     */
    public TrainingConfig withKnownColumnExceptions(String... columns) {
        return withKnownColumnExceptions(List.of(Objects.requireNonNull(columns, "columns")));
    }

    /**
     * The same with exceptions to {@link #withKnownColumns}.
     *
     * @param columns the columns of which the opposite holds [none]
     * @return a copy
     * @throws NullPointerException if it or one of them is null
     * @throws IllegalArgumentException if one is blank, named twice or has another role, or this is no time series
     */
    public TrainingConfig withKnownColumnExceptions(List<String> columns) {
        return withTimeSeries(series -> series.withKnownColumnExceptions(columns));
    }

    private TrainingConfig withTimeSeries(UnaryOperator<TimeSeries> change) {
        TimeSeries series = values.timeSeries.orElseThrow(() -> new IllegalArgumentException(
                "This setting is for time series: start from TrainingConfig.timeSeries(…)"));
        return new TrainingConfig(values.withTimeSeries(change.apply(series)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrainingConfig config && values.equals(config.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "TrainingConfig");
    }
}
