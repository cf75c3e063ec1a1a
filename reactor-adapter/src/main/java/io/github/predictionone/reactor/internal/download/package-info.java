/** Downloads of archives: as a file, by ranges, as a stream. */
@NullMarked
package io.github.predictionone.reactor.internal.download;

import org.jspecify.annotations.NullMarked;
