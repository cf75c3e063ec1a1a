/** Requests to presigned URLs, without keys: limits, attempts and memory. */
@NullMarked
package io.github.predictionone.reactor.internal.storage;

import org.jspecify.annotations.NullMarked;
