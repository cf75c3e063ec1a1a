/** The Retrain API group: models that learn from newer data. */
@NullMarked
package io.github.predictionone.retraining;

import org.jspecify.annotations.NullMarked;
