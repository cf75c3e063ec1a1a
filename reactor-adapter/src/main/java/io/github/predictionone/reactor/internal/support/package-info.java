/** Utilities of the other internal packages: time and threads, active calls, errors of the JVM and of the network. */
@NullMarked
package io.github.predictionone.reactor.internal.support;

import org.jspecify.annotations.NullMarked;
