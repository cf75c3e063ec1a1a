/** Inference: rows that go to a classifier, and the predictions that come back. */
@NullMarked
package io.github.predictionone.inference;

import org.jspecify.annotations.NullMarked;
