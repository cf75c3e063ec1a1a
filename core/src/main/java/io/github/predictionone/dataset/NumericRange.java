package io.github.predictionone.dataset;

/**
 * The numbers by which rows may be picked, in the unit of the column.
 *
 * @param min the least
 * @param max the greatest
 * @param initialThreshold where the service would divide the rows
 */
public record NumericRange(double min, double max, double initialThreshold) {}
