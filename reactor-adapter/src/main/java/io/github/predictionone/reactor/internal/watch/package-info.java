/** Polling, and sharing the results among subscriptions. */
@NullMarked
package io.github.predictionone.reactor.internal.watch;

import org.jspecify.annotations.NullMarked;
