/** A command line for the whole training path. */
@NullMarked
package io.github.predictionone.quickstart;

import org.jspecify.annotations.NullMarked;
