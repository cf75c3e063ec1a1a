/** Classifiers: what the service calls the prediction API of a model, who may call it, and how it is watched. */
@NullMarked
package io.github.predictionone.classifier;

import org.jspecify.annotations.NullMarked;
