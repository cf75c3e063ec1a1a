/** A client's meters and observations by Micrometer, for applications that have it on the class path. */
@NullMarked
package io.github.predictionone.reactor.micrometer;

import org.jspecify.annotations.NullMarked;
