/** What the other internal packages use: time and threads, calls under way, errors of the JVM and of the network. */
@NullMarked
package io.github.predictionone.reactor.internal.support;

import org.jspecify.annotations.NullMarked;
