package io.github.predictionone.dataset;

/**
 * How the numbers of a column are distributed, in the unit of the column.
 *
 * @param min the lowest number
 * @param max the highest number
 * @param average the mean
 * @param median the median
 */
public record NumericSummary(double min, double max, double average, double median) {}
