/** Uploaded tables, and what the service found in them. */
@NullMarked
package io.github.predictionone.dataset;

import org.jspecify.annotations.NullMarked;
