package io.github.predictionone.internal.wire;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of a list.
 *
 * @param items what could be read of it
 * @param count how many places of the list it takes; more than there are items if some of them are null
 * @param limit how many the service says it gives at most
 * @param total how many the service says there are
 */
public record Page<T>(List<T> items, int count, OptionalLong limit, OptionalLong total) {}
