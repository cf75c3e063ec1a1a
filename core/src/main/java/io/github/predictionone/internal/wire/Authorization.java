package io.github.predictionone.internal.wire;

import io.github.predictionone.ApiKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key of one request. It is chosen when the request is written, and kept so that it can be hidden in messages or
 * replaced.
 */
public final class Authorization {

    private final Supplier<ApiKey> keys;
    private volatile @Nullable ApiKey chosen;

    public Authorization(Supplier<ApiKey> keys) {
        this.keys = keys;
    }

    /** Returns an authorization by a key that is already known. */
    static Authorization of(ApiKey key) {
        Authorization authorization = new Authorization(() -> key);
        authorization.chosen = key;
        return authorization;
    }

    ApiKey choose() {
        ApiKey key = keys.get();
        chosen = key;
        return key;
    }

    @Nullable
    ApiKey chosen() {
        return chosen;
    }
}
