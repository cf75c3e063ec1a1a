/**
 * The service's API on the wire: endpoints, requests, answers and the table of failures. For the client's own modules
 * only.
 */
@NullMarked
package io.github.predictionone.internal.wire;

import org.jspecify.annotations.NullMarked;
