/** Classifiers, as the service calls the prediction APIs of models: their access rules, states and watch events. */
@NullMarked
package io.github.predictionone.classifier;

import org.jspecify.annotations.NullMarked;
