/** The service's API on the wire: endpoints, requests, what they carry, the failure table. For the client's own modules only. */
@NullMarked
package io.github.predictionone.internal.wire;

import org.jspecify.annotations.NullMarked;
