package io.github.predictionone.dataset;

/**
 * Where the numbers of a column lie, in the unit of the column.
 *
 * @param min the least
 * @param max the greatest
 * @param average the mean
 * @param median the middle one
 */
public record NumericSummary(double min, double max, double average, double median) {}
