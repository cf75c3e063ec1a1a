/** The Retrain API group: retraining of models with newer data. */
@NullMarked
package io.github.predictionone.retraining;

import org.jspecify.annotations.NullMarked;
