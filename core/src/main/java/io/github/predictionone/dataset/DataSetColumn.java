package io.github.predictionone.dataset;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One column of an uploaded table.
 *
 * @param id the service's number for it
 * @param name as in the header line
 * @param initialType the service's number for the type that it inferred; what the numbers mean is not documented
 * @param availableTypes the types that it could be set to; unmodifiable
 * @param uniqueCount how many different values it has
 * @param dataCount in how many rows it has a value
 * @param missingCount in how many rows it has none
 * @param correlation how much it has to do with the target; empty when not computed
 * @param valueCounts how often each value occurs, for columns of classes; empty otherwise; unmodifiable
 * @param numericSummaries where the numbers lie, for columns of numbers; empty otherwise; unmodifiable
 * @param numericRange the numbers by which rows may be picked; empty when there are none
 * @param dateRange the times by which rows may be picked; empty when there are none
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
     * Copies the lists.
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
