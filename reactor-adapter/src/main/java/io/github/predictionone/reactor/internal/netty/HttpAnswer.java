package io.github.predictionone.reactor.internal.netty;

import org.jspecify.annotations.Nullable;

/** A response as it came, read whole. */
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

    // Shared, not copied: whoever decodes it does not write.
    public byte[] body() {
        return body;
    }
}
