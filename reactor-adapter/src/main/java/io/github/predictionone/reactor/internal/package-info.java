/**
 * The client, its builder, and one class for each group of calls. This package uses all other internal packages; they
 * never use it.
 */
@NullMarked
package io.github.predictionone.reactor.internal;

import org.jspecify.annotations.NullMarked;
