/** Polling, and sharing what was polled. */
@NullMarked
package io.github.predictionone.reactor.internal.watch;

import org.jspecify.annotations.NullMarked;
