package io.github.predictionone.internal.wire;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of a list.
 *
 * @param items the items that are not null
 * @param count how many elements of the list it covers, including nulls
 * @param limit the maximum size of a page, according to the service
 * @param total the total number of elements, according to the service
 */
public record Page<T>(List<T> items, int count, OptionalLong limit, OptionalLong total) {}
