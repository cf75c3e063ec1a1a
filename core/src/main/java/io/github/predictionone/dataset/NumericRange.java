package io.github.predictionone.dataset;

/**
 * The range of numbers by which rows can be selected, in the unit of the column.
 *
 * @param min the lowest number
 * @param max the highest number
 * @param initialThreshold the number at which the service would divide the rows
 */
public record NumericRange(double min, double max, double initialThreshold) {}
