/** The path of an API call: one chain, with one class per policy. */
@NullMarked
package io.github.predictionone.reactor.internal.exchange;

import org.jspecify.annotations.NullMarked;
