/** A file during its download, before it gets its final name, and the note beside it. */
@NullMarked
package io.github.predictionone.reactor.internal.part;

import org.jspecify.annotations.NullMarked;
