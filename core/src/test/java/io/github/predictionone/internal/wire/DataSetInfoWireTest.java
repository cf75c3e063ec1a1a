package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.dataset.DataSetColumn;
import io.github.predictionone.dataset.DataSetInfo;
import io.github.predictionone.dataset.DateRange;
import io.github.predictionone.dataset.NumericRange;
import io.github.predictionone.dataset.NumericSummary;
import io.github.predictionone.dataset.ValueCount;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class DataSetInfoWireTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String COLUMN = """
            {"column_id": 1, "name": "age", "initial_data_type": 2, "available_data_types": [1, null, 2],
             "unique_count": 3, "data_count": "90", "missing_count": 10, "cor_score": 0.5, "surprise": {},
             "classify_value": [{"name": "a", "value": 4}, null, {"name": null, "value": 1}],
             "numerical_value": [null, {"max_value": 9, "min_value": "1.5", "avg_value": 5, "median_value": 4}],
             "range_pick_info": {"numeric": {"max_val": 9, "min_val": 1, "initial_threshold": 7},
               "date": {"max_epoc_sec": 86400, "min_epoc_sec": 0, "initial_threshold_epoc_sec": 60.5,
                        "time_unit_id": 3}}}""";
    private static final String BARE = """
            {"column_id": 2, "name": "city", "initial_data_type": 1, "unique_count": 1, "data_count": 1,
             "missing_count": 0, "cor_score": null, "classify_value": null, "range_pick_info": {"numeric": {}}}""";

    @Test
    @DisplayName("2.6 all fields of the data-set information are read, also with nulls in lists and numbers as strings")
    void full() {
        DataSetInfo info = read("""
                {"raw_column_names": ["age", null, "city"], "raw_training_data": [{"row_data": "1,Tokyo"}, null, {}],
                 "useless_column_list": [null, "city"], "trainingdata_row_count": "100",
                 "training_data_columns": [%s, %s]}""".formatted(COLUMN, BARE));

        assertThat(info.columnNames()).containsExactly("age", "city");
        assertThat(info.sampleRows()).containsExactly("1,Tokyo");
        assertThat(info.uselessColumns()).containsExactly(Optional.empty(), Optional.of("city"));
        assertThat(info.rowCount()).isEqualTo(100);
        DataSetColumn age = info.columns().get(0);
        assertThat(age.availableTypes()).containsExactly(1, 2);
        assertThat(age.dataCount()).isEqualTo(90);
        assertThat(age.correlation()).hasValue(0.5);
        assertThat(age.valueCounts()).containsExactly(new ValueCount("a", 4));
        assertThat(age.numericSummaries()).containsExactly(new NumericSummary(1.5, 9, 5, 4));
        assertThat(age.numericRange()).contains(new NumericRange(1, 9, 7));
        assertThat(age.dateRange())
                .contains(new DateRange(
                        Instant.EPOCH,
                        Instant.parse("1970-01-02T00:00:00Z"),
                        Instant.parse("1970-01-01T00:01:00.500Z"),
                        OptionalInt.of(3)));
    }

    @Test
    @DisplayName("2.6 optional fields of the data-set information may be null or missing")
    void sparse() {
        DataSetInfo info = read("{\"trainingdata_row_count\": 1, \"training_data_columns\": [%s]}".formatted(BARE));
        assertThat(info.columnNames()).isEmpty();
        assertThat(info.uselessColumns()).isEmpty();
        DataSetColumn city = info.columns().get(0);
        assertThat(city.availableTypes()).isEmpty();
        assertThat(city.correlation()).isEmpty();
        assertThat(city.valueCounts()).isEmpty();
        assertThat(city.numericSummaries()).isEmpty();
        assertThat(city.numericRange()).isEmpty();
        assertThat(city.dateRange()).isEmpty();
    }

    @Test
    @DisplayName("2.6 data-set information without columns or a row count is a protocol error that names the field")
    void missing() {
        refused("{\"trainingdata_row_count\": 1}", "training_data_columns");
        refused("{\"training_data_columns\": []}", "trainingdata_row_count");
        refused("{\"training_data_columns\": [null]}", "training_data_columns[0]");
    }

    @ParameterizedTest
    @DisplayName("2.6 a column without a required field is a protocol error that names the field")
    @ValueSource(strings = {"column_id", "name", "initial_data_type", "unique_count", "data_count", "missing_count"})
    void missingInColumn(String field) {
        String column = BARE.replaceFirst("\"" + field + "\"", "\"other\"");
        refused(
                "{\"trainingdata_row_count\": 1, \"training_data_columns\": [%s, %s]}".formatted(BARE, column),
                "training_data_columns[1]." + field);
    }

    private static void refused(String json, String field) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(json))
                .withMessageContaining(field);
    }

    private static DataSetInfo read(String json) {
        return JSON.readValue(json, DataSetInfoWire.class).toValue();
    }
}
