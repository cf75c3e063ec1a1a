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
 * the settings that the service should not decide. Immutable: every {@code with…} returns a new value.
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
            require(
                    positiveValue.isPresent() == binary,
                    "positiveValue must be present for binary classification and absent otherwise");
            require(
                    !positiveValue.map(String::isBlank).orElse(false),
                    "positiveValue must not be blank: an empty field is a missing value");
            require(
                    crossValidation >= -1,
                    "crossValidation must be 0 (determined from the data), -1 (always), 1 (never) or at least 2 (folds),"
                            + " not " + crossValidation);
            require(
                    !(imbalanceCorrection && regression),
                    "imbalanceCorrection must be false for a regression, which has no classes");
            require(
                    timeSeries.isEmpty() || regression,
                    "timeSeries must be empty for a classification: a time series is a regression");
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
     * Returns settings that predict one of two classes.
     *
     * @param target the name of the column to predict
     * @param positiveValue the value in that column that counts as positive
     * @return the settings; the service decides all others
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an argument is blank
     */
    public static TrainingConfig binaryClassification(String target, String positiveValue) {
        Objects.requireNonNull(positiveValue, "positiveValue");
        return of(target, TrainingType.BINARY_CLASSIFICATION, Optional.of(positiveValue), Optional.empty());
    }

    /**
     * Returns settings that predict one of several classes.
     *
     * @param target the name of the column to predict
     * @return the settings; the service decides all others
     * @throws NullPointerException if the target is null
     * @throws IllegalArgumentException if the target is blank
     */
    public static TrainingConfig multiClassification(String target) {
        return of(target, TrainingType.MULTI_CLASSIFICATION, Optional.empty(), Optional.empty());
    }

    /**
     * Returns settings that predict a number.
     *
     * @param target the name of the column to predict
     * @return the settings; the service decides all others
     * @throws NullPointerException if the target is null
     * @throws IllegalArgumentException if the target is blank
     */
    public static TrainingConfig regression(String target) {
        return of(target, TrainingType.REGRESSION, Optional.empty(), Optional.empty());
    }

    /**
     * Returns settings that forecast a number: a regression in the time-series mode.
     *
     * @param target the name of the column to predict
     * @param timeColumn the column with the time
     * @param forecastStart the first step to forecast, counted from the last known one; at least 1
     * @param forecastEnd the last step to forecast; at least {@code forecastStart}
     * @return the settings; the service decides all others
     * @throws NullPointerException if a column is null
     * @throws IllegalArgumentException if a column is blank, both columns are the same, or a step is out of range
     */
    public static TrainingConfig timeSeries(String target, String timeColumn, int forecastStart, int forecastEnd) {
        TimeSeries series = new TimeSeries(timeColumn, forecastStart, forecastEnd);
        return of(target, TrainingType.REGRESSION, Optional.empty(), Optional.of(series));
    }

    /**
     * Returns the column to predict.
     *
     * @return its name
     */
    public String target() {
        return values.target;
    }

    /**
     * Returns the kind of value to predict.
     *
     * @return a number, one of two classes, or one of several
     */
    public TrainingType type() {
        return values.type;
    }

    /**
     * Returns the value of the target column that counts as positive.
     *
     * @return present for binary classification, otherwise empty
     */
    public Optional<String> positiveValue() {
        return values.positiveValue;
    }

    /**
     * Returns into how many folds the data is split for cross-validation.
     *
     * @return 0: determined from the data; -1: always, with a number of folds determined from the data; 1: never; 2 or
     *     more: exactly as many folds [0]
     */
    public int crossValidation() {
        return values.crossValidation;
    }

    /**
     * Returns whether rare classes get more weight.
     *
     * @return the setting; always false for a regression [false]
     */
    public boolean imbalanceCorrection() {
        return values.imbalanceCorrection;
    }

    /**
     * Returns how to forecast.
     *
     * @return present for a regression in the time-series mode, otherwise empty
     */
    public Optional<TimeSeries> timeSeries() {
        return values.timeSeries;
    }

    /**
     * Returns a copy with another way of cross-validation.
     *
     * @param folds 0: determined from the data; -1: always, with a number of folds determined from the data; 1: never;
     *     2 or more: exactly as many folds [0]
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
     * Returns a copy with or without correction of class imbalance.
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
     * Returns a copy with a unit of time.
     *
     * @param unit the unit of the forecast's steps [determined from the data]
     * @return a copy
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if this is not a time series
     */
    public TrainingConfig withTimeUnit(ForecastUnit unit) {
        Objects.requireNonNull(unit, "unit");
        return withTimeSeries(series -> series.withUnit(unit));
    }

    /**
     * Returns a copy with a distance between rows.
     *
     * @param units how many units of time; if 0, determined from the data [0]
     * @return a copy
     * @throws IllegalArgumentException if it is negative, or this is not a time series
     */
    public TrainingConfig withInterval(int units) {
        return withTimeSeries(series -> series.withInterval(units));
    }

    /**
     * Returns a copy with several series in one file.
     *
     * @param column the column that distinguishes the series [none: there is one series]
     * @return a copy
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is blank or has another role, or this is not a time series
     */
    public TrainingConfig withSeriesColumn(String column) {
        Objects.requireNonNull(column, "column");
        return withTimeSeries(series -> series.withSeriesColumn(column));
    }

    /**
     * Returns a copy that sets whether the other columns are known for the time to forecast.
     *
     * @param known whether they have values for that time [false]
     * @return a copy
     * @throws IllegalArgumentException if this is not a time series
     */
    public TrainingConfig withKnownColumns(boolean known) {
        return withTimeSeries(series -> series.withKnownColumns(known));
    }

    /**
     * Returns a copy with exceptions to {@link #withKnownColumns}.
     *
     * @param columns the columns for which the opposite applies [none]
     * @return a copy
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if one is blank, occurs twice or has another role, or this is not a time series
     */
    public TrainingConfig withKnownColumnExceptions(String... columns) {
        return withKnownColumnExceptions(List.of(Objects.requireNonNull(columns, "columns")));
    }

    /**
     * Returns a copy with exceptions to {@link #withKnownColumns}.
     *
     * @param columns the columns for which the opposite applies [none]
     * @return a copy
     * @throws NullPointerException if the list or a column is null
     * @throws IllegalArgumentException if one is blank, occurs twice or has another role, or this is not a time series
     */
    public TrainingConfig withKnownColumnExceptions(List<String> columns) {
        return withTimeSeries(series -> series.withKnownColumnExceptions(columns));
    }

    private TrainingConfig withTimeSeries(UnaryOperator<TimeSeries> change) {
        TimeSeries series = values.timeSeries.orElseThrow(() -> new IllegalArgumentException(
                "This setting is for time series only: start from TrainingConfig.timeSeries(…)."));
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
