/** The client, its builder, and one class for each group of calls. All other internal packages stand below. */
@NullMarked
package io.github.predictionone.reactor.internal;

import org.jspecify.annotations.NullMarked;
