/** Meters and observations of a client with Micrometer, for applications that have it on the class path. */
@NullMarked
package io.github.predictionone.reactor.micrometer;

import org.jspecify.annotations.NullMarked;
