package io.github.predictionone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.classifier.AccessRule;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.classifier.ClassifierUpdate;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.testsupport.BuiltValue;
import io.github.predictionone.training.ColumnInfo;
import io.github.predictionone.training.ColumnType;
import io.github.predictionone.training.ExtractionLimits;
import io.github.predictionone.training.ForecastUnit;
import io.github.predictionone.training.TimeSeries;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class BuiltValuesTest {

    private static final TrainingConfig SERIES = TrainingConfig.timeSeries("sales", "day", 1, 7);
    private static final TrainingConfig CLASSES = TrainingConfig.binaryClassification("churn", "yes");
    private static final ModelId MODEL = ModelId.of(17);
    private static final AccessRule RULE = AccessRule.allow("192.0.2.0/24", 1);
    private static final String RULE_JSON = "{\"source\":\"192.0.2.0/24\",\"order\":\"ALLOW\",\"priority\":1}";
    private static final String CLASSES_JSON =
            "{\"target\":\"churn\",\"type\":\"BINARY_CLASSIFICATION\",\"positiveValue\":\"yes\","
                    + "\"crossValidation\":0,\"imbalanceCorrection\":false,\"timeSeries\":null}";

    static final List<BuiltValue<?>> TYPES = List.of(
            BuiltValue.of(() -> CredentialType.retrain(17)),
            BuiltValue.of(() -> TrainRequest.of(TrainingId.of("t-1"), "a", CLASSES))
                    .with("withName", request -> request.withName("b"))
                    .with("withConfig", request -> request.withConfig(SERIES)),
            BuiltValue.of(() -> TrainingConfig.timeSeries("sales", "day", 1, 7))
                    .with("withCrossValidation", config -> config.withCrossValidation(5))
                    .with("withTimeUnit", config -> config.withTimeUnit(ForecastUnit.DAY))
                    .with("withInterval", config -> config.withInterval(2))
                    .with("withSeriesColumn", config -> config.withSeriesColumn("shop"))
                    .with("withKnownColumns", config -> config.withKnownColumns(true))
                    .with("withKnownColumnExceptions", config -> config.withKnownColumnExceptions("weather"))
                    .testedElsewhere("withImbalanceCorrection"),
            BuiltValue.of(() -> TrainingConfig.binaryClassification("churn", "yes"))
                    .with("withCrossValidation", config -> config.withCrossValidation(5))
                    .with("withImbalanceCorrection", config -> config.withImbalanceCorrection(true))
                    .testedElsewhere(
                            "withTimeUnit",
                            "withInterval",
                            "withSeriesColumn",
                            "withKnownColumns",
                            "withKnownColumnExceptions"),
            BuiltValue.of(() -> TrainingData.of(Path.of("a.csv")))
                    .with("withEvaluation", data -> data.withEvaluation(Path.of("b.csv")))
                    .with("withColumnInfo", data -> data.withColumnInfo(ColumnInfo.of(Map.of("a", ColumnType.DATE)))),
            BuiltValue.of(() -> ColumnInfo.of(Map.of("a", ColumnType.DATE)))
                    .with("withType", info -> info.withType("a", ColumnType.TEXT)),
            BuiltValue.of(ExtractionLimits::defaults)
                    .with("withMaxEntries", limits -> limits.withMaxEntries(1))
                    .with("withMaxBytes", limits -> limits.withMaxBytes(1))
                    .with("withMaxRatio", limits -> limits.withMaxRatio(1)),
            BuiltValue.of(RetryPolicy::defaults)
                    .with("withMaxAttempts", policy -> policy.withMaxAttempts(1))
                    .with("withFirstWait", policy -> policy.withFirstWait(Duration.ofSeconds(1)))
                    .with("withMaxWait", policy -> policy.withMaxWait(Duration.ofMinutes(1)))
                    .with("withMaxRetryAfter", policy -> policy.withMaxRetryAfter(Duration.ZERO))
                    .testedElsewhere("withWaits"),
            BuiltValue.of(() -> RetrainingData.of(MODEL, Path.of("a.csv")))
                    .with("withEvaluation", data -> data.withEvaluation(Path.of("b.csv"))),
            BuiltValue.of(() -> AccessRule.deny("::/0", 1)).with("withPriority", rule -> rule.withPriority(2)),
            BuiltValue.of(() -> ClassifierRequest.of(MODEL))
                    .with("withRules", request -> request.withRules(List.of(RULE))),
            BuiltValue.of(ClassifierUpdate::none)
                    .with("withRules", update -> update.withRules(List.of(RULE)))
                    .with("withActive", update -> update.withActive(false))
                    .with("withEditable", update -> update.withEditable(true)),
            BuiltValue.of(() -> InputRow.of(Map.of("name", "Jane"))),
            BuiltValue.of(PredictOptions::defaults)
                    .with("withReasons", options -> options.withReasons(true))
                    .with("withInputColumns", options -> options.withInputColumns(true))
                    .with("withProbabilitiesOnly", options -> options.withProbabilitiesOnly(true))
                    .with("withRowNumbers", options -> options.withRowNumbers(false))
                    .with("withFirstColumn", options -> options.withFirstColumn("id"))
                    .with("withConcurrency", options -> options.withConcurrency(1))
                    .with("withFailedRows", options -> options.withFailedRows(true)));

    @ParameterizedTest
    @DisplayName("a value built by a caller has equals and toString by value, and a change keeps all earlier changes")
    @FieldSource("TYPES")
    void byValue(BuiltValue<?> type) {
        type.check("Jane");
    }

    @Test
    @DisplayName("the settings of a time series have equals and toString by value")
    void timeSeries() {
        TimeSeries series = SERIES.timeSeries().orElseThrow();
        TimeSeries other = SERIES.withInterval(2).timeSeries().orElseThrow();
        assertThat(series)
                .isEqualTo(TrainingConfig.timeSeries("visits", "day", 1, 7)
                        .timeSeries()
                        .orElseThrow())
                .hasSameHashCodeAs(TrainingConfig.timeSeries("visits", "day", 1, 7)
                        .timeSeries()
                        .orElseThrow())
                .isNotEqualTo(other)
                .hasToString(
                        "TimeSeries[timeColumn=day, forecastStart=1, forecastEnd=7, unit=Optional.empty, interval=0,"
                                + " seriesColumn=Optional.empty, knownColumns=false, knownColumnExceptions=[]]");
    }

    static Stream<Arguments> json() {
        return Stream.of(
                Arguments.of(CredentialType.TRAIN, "{\"name\":\"train\",\"modelId\":null}"),
                Arguments.of(CredentialType.retrain(17), "{\"name\":\"retrain\",\"modelId\":17}"),
                Arguments.of(RULE, RULE_JSON),
                Arguments.of(ClassifierRequest.of(MODEL, RULE), "{\"modelId\":17,\"rules\":[" + RULE_JSON + "]}"),
                Arguments.of(
                        ClassifierUpdate.none().withRules(List.of(RULE)),
                        "{\"rules\":[" + RULE_JSON + "],\"active\":null,\"editable\":null}"),
                Arguments.of(CLASSES, CLASSES_JSON),
                Arguments.of(
                        SERIES.withTimeUnit(ForecastUnit.DAY).withKnownColumnExceptions("weather"),
                        "{\"target\":\"sales\",\"type\":\"REGRESSION\",\"positiveValue\":null,\"crossValidation\":0,"
                                + "\"imbalanceCorrection\":false,\"timeSeries\":{\"timeColumn\":\"day\",\"forecastStart\":1,"
                                + "\"forecastEnd\":7,\"unit\":\"DAY\",\"interval\":0,\"seriesColumn\":null,\"knownColumns\":false,"
                                + "\"knownColumnExceptions\":[\"weather\"]}}"),
                Arguments.of(
                        TrainRequest.of(TrainingId.of("t-1"), "a", CLASSES),
                        "{\"id\":\"t-1\",\"name\":\"a\",\"config\":" + CLASSES_JSON + "}"),
                Arguments.of(ColumnInfo.of(Map.of("a", ColumnType.DATE)), "{\"columns\":{\"a\":\"DATE\"}}"));
    }

    @ParameterizedTest
    @DisplayName("requests and settings are written as JSON and read back equal")
    @MethodSource
    void json(Object value, String json) {
        JsonMapper mapper = JsonMapper.shared();
        assertThat(mapper.writeValueAsString(value)).isEqualTo(json);
        assertThat(mapper.readValue(json, value.getClass())).isEqualTo(value);
    }

    @Test
    @DisplayName("2.1 a value read from JSON is checked like a value built by a caller")
    void badJson() {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> JsonMapper.shared()
                        .readValue(CLASSES_JSON.replace("BINARY_CLASSIFICATION", "REGRESSION"), TrainingConfig.class))
                .withMessageContaining("positiveValue must be present for binary classification and absent otherwise");
    }
}
