/** What the parts of the client share. */
@NullMarked
package io.github.predictionone.reactor.internal;

import org.jspecify.annotations.NullMarked;
