/** A dashboard of trainings. */
@NullMarked
package io.github.predictionone.dashboard;

import org.jspecify.annotations.NullMarked;
