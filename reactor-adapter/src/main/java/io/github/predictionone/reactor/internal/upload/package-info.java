/** Uploads: their content and their progress. */
@NullMarked
package io.github.predictionone.reactor.internal.upload;

import org.jspecify.annotations.NullMarked;
