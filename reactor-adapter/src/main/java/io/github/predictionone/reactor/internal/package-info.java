/** The client, its builder, and one class for each group of calls. It uses all other internal packages, and they never use it. */
@NullMarked
package io.github.predictionone.reactor.internal;

import org.jspecify.annotations.NullMarked;
