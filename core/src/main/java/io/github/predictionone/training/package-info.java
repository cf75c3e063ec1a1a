/** Training of a prediction model: its data, settings, status, watch events and results. */
@NullMarked
package io.github.predictionone.training;

import org.jspecify.annotations.NullMarked;
