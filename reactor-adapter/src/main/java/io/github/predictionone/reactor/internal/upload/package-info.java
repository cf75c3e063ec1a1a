/** Uploads: what is sent, and its progress. */
@NullMarked
package io.github.predictionone.reactor.internal.upload;

import org.jspecify.annotations.NullMarked;
