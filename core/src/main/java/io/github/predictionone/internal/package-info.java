/** The wire: endpoints, JSON, the failure table. For the client's own modules only. */
@NullMarked
package io.github.predictionone.internal;

import org.jspecify.annotations.NullMarked;
