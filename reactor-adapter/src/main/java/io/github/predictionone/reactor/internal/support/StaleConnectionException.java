package io.github.predictionone.reactor.internal.support;

import java.io.IOException;

/** A connection that was kept after an answer was closed by the other side before it answered again. */
public final class StaleConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    public StaleConnectionException(Throwable cause) {
        super("a connection that had been kept was closed before the answer", cause);
    }
}
