/** Inference: rows to send to a classifier, and the predictions that it returns. */
@NullMarked
package io.github.predictionone.inference;

import org.jspecify.annotations.NullMarked;
