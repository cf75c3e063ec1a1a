/** A local Prediction One that really trains small models, for development and tests. */
@NullMarked
package io.github.predictionone.emulator;

import org.jspecify.annotations.NullMarked;
