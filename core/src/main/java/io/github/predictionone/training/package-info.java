/** Training a prediction model: what is sent, what is observed, what comes back. */
@NullMarked
package io.github.predictionone.training;

import org.jspecify.annotations.NullMarked;
