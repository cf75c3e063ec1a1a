/** Trained models. */
@NullMarked
package io.github.predictionone.model;

import org.jspecify.annotations.NullMarked;
