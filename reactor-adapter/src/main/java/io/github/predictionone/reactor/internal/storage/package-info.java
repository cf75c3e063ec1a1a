/** Traffic with presigned URLs: no key, no API. Its limits, attempts and memory. */
@NullMarked
package io.github.predictionone.reactor.internal.storage;

import org.jspecify.annotations.NullMarked;
