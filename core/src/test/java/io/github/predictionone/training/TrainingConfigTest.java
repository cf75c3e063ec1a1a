package io.github.predictionone.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingConfigTest {

    private static final TrainingConfig SERIES = TrainingConfig.timeSeries("sales", "day", 1, 7);

    @Test
    @DisplayName("2.1 each of the four kinds of training has its own settings and the service's defaults")
    void kinds() {
        TrainingConfig binary = TrainingConfig.binaryClassification("churn", "yes");
        assertThat(binary.type()).isEqualTo(TrainingType.BINARY_CLASSIFICATION);
        assertThat(binary.target()).isEqualTo("churn");
        assertThat(binary.positiveValue()).contains("yes");
        assertThat(binary.crossValidation()).isZero();
        assertThat(binary.imbalanceCorrection()).isFalse();
        assertThat(binary.timeSeries()).isEmpty();
        assertThat(TrainingConfig.multiClassification("kind").positiveValue()).isEmpty();
        assertThat(TrainingConfig.regression("price").type()).isEqualTo(TrainingType.REGRESSION);
        assertThat(SERIES.type()).isEqualTo(TrainingType.REGRESSION);
        assertThat(SERIES.timeSeries()).contains(new TimeSeries("day", 1, 7));
    }

    @ParameterizedTest
    @DisplayName("2.1 cross-validation is -1, 0, 1 or a number of folds")
    @ValueSource(ints = {-1, 0, 1, 2, 10, Integer.MAX_VALUE})
    void folds(int folds) {
        assertThat(SERIES.withCrossValidation(folds).crossValidation()).isEqualTo(folds);
        refused(() -> SERIES.withCrossValidation(-2), "-1 (always)");
        refused(() -> SERIES.withCrossValidation(Integer.MIN_VALUE), "at least 2");
    }

    @Test
    @DisplayName("2.1 imbalance correction is for classifications only")
    void imbalance() {
        assertThat(TrainingConfig.multiClassification("a")
                        .withImbalanceCorrection(true)
                        .imbalanceCorrection())
                .isTrue();
        assertThat(SERIES.withImbalanceCorrection(false)).isEqualTo(SERIES);
        refused(() -> TrainingConfig.regression("a").withImbalanceCorrection(true), "regression");
    }

    @Test
    @DisplayName("2.1 a time series keeps all its settings")
    void timeSeries() {
        TimeSeries series = SERIES.withTimeUnit(ForecastUnit.END_OF_MONTH)
                .withInterval(2)
                .withSeriesColumn("shop")
                .withKnownColumns(true)
                .withKnownColumnExceptions("weather", "price")
                .timeSeries()
                .orElseThrow();
        assertThat(series.timeColumn()).isEqualTo("day");
        assertThat(series.forecastStart()).isEqualTo(1);
        assertThat(series.forecastEnd()).isEqualTo(7);
        assertThat(series.unit()).contains(ForecastUnit.END_OF_MONTH);
        assertThat(series.interval()).isEqualTo(2);
        assertThat(series.seriesColumn()).contains("shop");
        assertThat(series.knownColumns()).isTrue();
        assertThat(series.knownColumnExceptions()).containsExactly("weather", "price");
        assertThat(series.knownColumnExceptions()).isUnmodifiable();
    }

    @Test
    @DisplayName(
            "2.1 a time-series setting is refused for other trainings, with a message that names the right factory")
    void elsewhere() {
        TrainingConfig regression = TrainingConfig.regression("price");
        List<UnaryOperator<TrainingConfig>> changes = List.of(
                config -> config.withTimeUnit(ForecastUnit.DAY),
                config -> config.withInterval(0),
                config -> config.withSeriesColumn("shop"),
                config -> config.withKnownColumns(false),
                config -> config.withKnownColumnExceptions());
        for (UnaryOperator<TrainingConfig> change : changes) {
            refused(() -> change.apply(regression), "TrainingConfig.timeSeries");
        }
    }

    @Test
    @DisplayName("2.1 a number out of range is refused for a time series")
    void ranges() {
        refused(() -> TrainingConfig.timeSeries("a", "b", 0, 1), "forecastStart must be at least 1, not 0");
        refused(() -> TrainingConfig.timeSeries("a", "b", 3, 2), "forecastEnd must be at least 3, not 2");
        refused(() -> SERIES.withInterval(-1), "interval must be at least 0, not -1");
        assertThat(TrainingConfig.timeSeries("a", "b", 3, 3).timeSeries()).isPresent();
    }

    @Test
    @DisplayName("2.1 a column has only one role, and its name is not blank")
    void roles() {
        refused(() -> TrainingConfig.timeSeries("a", "a", 1, 1), "'a', which is the target column");
        refused(() -> SERIES.withSeriesColumn("day"), "'day', which is the time column");
        refused(() -> SERIES.withSeriesColumn("sales"), "'sales', which is the target column");
        refused(() -> SERIES.withKnownColumnExceptions("x", "sales"), "target column");
        refused(() -> SERIES.withKnownColumnExceptions("day"), "time column");
        refused(() -> SERIES.withKnownColumnExceptions("x", "x"), "once");
        refused(() -> SERIES.withKnownColumnExceptions(" "), "blank");
        refused(() -> SERIES.withSeriesColumn(""), "blank");
        refused(() -> TrainingConfig.regression(" "), "target");
        refused(() -> TrainingConfig.binaryClassification("a", " "), "positiveValue");
    }

    @Test
    @DisplayName("2.1 a configuration is refused if its parts do not fit together")
    void parts() {
        Optional<TimeSeries> series = SERIES.timeSeries();
        refused(() -> config(TrainingType.BINARY_CLASSIFICATION, Optional.empty(), Optional.empty()), "positiveValue");
        refused(() -> config(TrainingType.REGRESSION, Optional.of("yes"), Optional.empty()), "positiveValue");
        refused(
                () -> config(TrainingType.MULTI_CLASSIFICATION, Optional.empty(), series),
                "a time series is a regression");
    }

    @Test
    @DisplayName("2.1 a null argument of a configuration is refused by its name")
    void nulls() {
        assertThatNullPointerException()
                .isThrownBy(() -> TrainingConfig.regression(null))
                .withMessage("target");
        assertThatNullPointerException()
                .isThrownBy(() -> TrainingConfig.binaryClassification("a", null))
                .withMessage("positiveValue");
        assertThatNullPointerException()
                .isThrownBy(() -> TrainingConfig.timeSeries("a", null, 1, 1))
                .withMessage("timeColumn");
        assertThatNullPointerException()
                .isThrownBy(() -> SERIES.withTimeUnit(null))
                .withMessage("unit");
        assertThatNullPointerException().isThrownBy(() -> SERIES.withKnownColumnExceptions((String) null));
        assertThatNullPointerException().isThrownBy(() -> SERIES.withKnownColumnExceptions(Arrays.asList("a", null)));
    }

    private static TrainingConfig config(TrainingType type, Optional<String> positive, Optional<TimeSeries> series) {
        return TrainingConfig.of("a", type, positive, series);
    }

    private static void refused(ThrowingCallable call, String reason) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(reason);
    }
}
