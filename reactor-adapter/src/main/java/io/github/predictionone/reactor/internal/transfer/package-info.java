/** Presigned storage: uploads and downloads, which never see a key. */
@NullMarked
package io.github.predictionone.reactor.internal.transfer;

import org.jspecify.annotations.NullMarked;
