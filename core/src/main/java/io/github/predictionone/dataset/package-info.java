/** What the service found in an uploaded table. */
@NullMarked
package io.github.predictionone.dataset;

import org.jspecify.annotations.NullMarked;
