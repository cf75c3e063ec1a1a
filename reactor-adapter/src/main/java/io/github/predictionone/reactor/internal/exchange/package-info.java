/** The way of an API call: one chain, a file per policy. */
@NullMarked
package io.github.predictionone.reactor.internal.exchange;

import org.jspecify.annotations.NullMarked;
