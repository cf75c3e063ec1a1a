/** The service's API on the wire: endpoints, requests and what they carry, and the table of failures. For the client's own modules only. */
@NullMarked
package io.github.predictionone.internal.wire;

import org.jspecify.annotations.NullMarked;
