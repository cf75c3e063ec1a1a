package io.github.predictionone.reactor.internal.netty;

import org.jspecify.annotations.Nullable;

/** A complete response, as the network delivered it. */
public final class HttpAnswer {

    private final int status;
    private final @Nullable String retryAfter;
    private final byte[] body;

    public HttpAnswer(int status, @Nullable String retryAfter, byte[] body) {
        this.status = status;
        this.retryAfter = retryAfter;
        this.body = body;
    }

    public int status() {
        return status;
    }

    @Nullable
    public String retryAfter() {
        return retryAfter;
    }

    // Shared, not copied, because decoders do not write to it.
    public byte[] body() {
        return body;
    }
}
