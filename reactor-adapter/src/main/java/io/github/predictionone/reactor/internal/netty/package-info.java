/** Sockets, pools and timeouts; no policy. */
@NullMarked
package io.github.predictionone.reactor.internal.netty;

import org.jspecify.annotations.NullMarked;
