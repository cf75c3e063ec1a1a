/** From a table in a file to a trained model and its archive of results. */
@NullMarked
package io.github.predictionone.training;

import org.jspecify.annotations.NullMarked;
