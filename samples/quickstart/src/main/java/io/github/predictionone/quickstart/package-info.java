/** A command line for the whole service: training, retraining, deployment and prediction. */
@NullMarked
package io.github.predictionone.quickstart;

import org.jspecify.annotations.NullMarked;
