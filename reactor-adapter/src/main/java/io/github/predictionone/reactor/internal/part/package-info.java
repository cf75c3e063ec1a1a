/** A file that is being downloaded, until it has its name. */
@NullMarked
package io.github.predictionone.reactor.internal.part;

import org.jspecify.annotations.NullMarked;
