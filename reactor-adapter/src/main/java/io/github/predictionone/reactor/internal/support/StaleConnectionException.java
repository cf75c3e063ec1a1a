package io.github.predictionone.reactor.internal.support;

import java.io.IOException;

/** Reports that the other side closed a kept connection before it answered the next request. */
public final class StaleConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    public StaleConnectionException(Throwable cause) {
        super("the other side closed a kept connection before it answered", cause);
    }
}
