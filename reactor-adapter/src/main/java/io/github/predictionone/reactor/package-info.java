/** The client: every call of the service as a {@code Mono} or a {@code Flux}. */
@NullMarked
package io.github.predictionone.reactor;

import org.jspecify.annotations.NullMarked;
