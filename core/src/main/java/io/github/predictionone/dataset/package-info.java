/** Uploaded tables, and the service's analysis of them. */
@NullMarked
package io.github.predictionone.dataset;

import org.jspecify.annotations.NullMarked;
