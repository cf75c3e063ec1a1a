package io.github.predictionone.internal.wire;

import static io.github.predictionone.internal.wire.DataSetInfoWire.present;
import static io.github.predictionone.internal.wire.DataSetInfoWire.promised;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.dataset.DataSetColumn;
import io.github.predictionone.dataset.NumericSummary;
import io.github.predictionone.dataset.ValueCount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An element of {@code training_data_columns}. A summary without one of its numbers is omitted as a whole. */
public record ColumnWire(
        @JsonProperty("column_id") @Nullable Integer columnId,
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("initial_data_type") @Nullable Integer initialDataType,
        @JsonProperty("available_data_types") @Nullable List<@Nullable Integer> availableDataTypes,
        @JsonProperty("unique_count") @Nullable Long uniqueCount,
        @JsonProperty("data_count") @Nullable Long dataCount,
        @JsonProperty("missing_count") @Nullable Long missingCount,
        @JsonProperty("cor_score") @Nullable Double corScore,
        @JsonProperty("classify_value") @Nullable List<@Nullable Counted> classifyValue,
        @JsonProperty("numerical_value") @Nullable List<@Nullable Numbers> numericalValue,
        @JsonProperty("range_pick_info") @Nullable RangeWire rangePickInfo) {

    /** An element of {@code classify_value}. */
    public record Counted(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("value") @Nullable Long value) {

        @Nullable
        ValueCount toValue() {
            return name == null || value == null ? null : new ValueCount(name, value);
        }
    }

    /** An element of {@code numerical_value}. */
    public record Numbers(
            @JsonProperty("max_value") @Nullable Double max,
            @JsonProperty("min_value") @Nullable Double min,
            @JsonProperty("avg_value") @Nullable Double average,
            @JsonProperty("median_value") @Nullable Double median) {

        @Nullable
        NumericSummary toValue() {
            return min == null || max == null || average == null || median == null
                    ? null
                    : new NumericSummary(min, max, average, median);
        }
    }

    DataSetColumn toValue(String place) {
        Optional<RangeWire> ranges = Optional.ofNullable(rangePickInfo);
        return new DataSetColumn(
                promised(columnId, place + ".column_id"),
                promised(name, place + ".name"),
                promised(initialDataType, place + ".initial_data_type"),
                present(availableDataTypes, Function.identity()),
                promised(uniqueCount, place + ".unique_count"),
                promised(dataCount, place + ".data_count"),
                promised(missingCount, place + ".missing_count"),
                corScore == null ? OptionalDouble.empty() : OptionalDouble.of(corScore),
                present(classifyValue, Counted::toValue),
                present(numericalValue, Numbers::toValue),
                ranges.flatMap(RangeWire::numericRange),
                ranges.flatMap(RangeWire::dateRange));
    }
}
