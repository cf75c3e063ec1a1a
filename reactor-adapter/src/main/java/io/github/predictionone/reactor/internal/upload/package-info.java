/** Uploads: what is sent, and how they get on. */
@NullMarked
package io.github.predictionone.reactor.internal.upload;

import org.jspecify.annotations.NullMarked;
