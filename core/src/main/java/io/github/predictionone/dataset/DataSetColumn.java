package io.github.predictionone.dataset;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One column of an uploaded table.
 *
 * @param id the service's number for the column
 * @param name its name in the header line
 * @param initialType the service's number for the type that it inferred; what the numbers mean is not documented
 * @param availableTypes the types that the column can be set to; unmodifiable
 * @param uniqueCount how many distinct values it has
 * @param dataCount the number of rows that have a value
 * @param missingCount the number of rows that have no value
 * @param correlation how strongly it correlates with the target; empty if the service did not compute it
 * @param valueCounts how often each value occurs in a column of classes; empty for other columns; unmodifiable
 * @param numericSummaries how the numbers are distributed in a column of numbers; empty for other columns; unmodifiable
 * @param numericRange the range of numbers by which rows can be selected; empty if there is none
 * @param dateRange the range of times by which rows can be selected; empty if there is none
 */
public record DataSetColumn(
        int id,
        String name,
        int initialType,
        List<Integer> availableTypes,
        long uniqueCount,
        long dataCount,
        long missingCount,
        OptionalDouble correlation,
        List<ValueCount> valueCounts,
        List<NumericSummary> numericSummaries,
        Optional<NumericRange> numericRange,
        Optional<DateRange> dateRange) {

    /**
     * Copies the lists and checks that no component is null.
     *
     * @param id see the component
     * @param name see the component
     * @param initialType see the component
     * @param availableTypes see the component
     * @param uniqueCount see the component
     * @param dataCount see the component
     * @param missingCount see the component
     * @param correlation see the component
     * @param valueCounts see the component
     * @param numericSummaries see the component
     * @param numericRange see the component
     * @param dateRange see the component
     * @throws NullPointerException if a component is null
     */
    public DataSetColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(correlation, "correlation");
        Objects.requireNonNull(numericRange, "numericRange");
        Objects.requireNonNull(dateRange, "dateRange");
        availableTypes = List.copyOf(Objects.requireNonNull(availableTypes, "availableTypes"));
        valueCounts = List.copyOf(Objects.requireNonNull(valueCounts, "valueCounts"));
        numericSummaries = List.copyOf(Objects.requireNonNull(numericSummaries, "numericSummaries"));
    }
}
