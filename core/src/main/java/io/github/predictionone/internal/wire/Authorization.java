package io.github.predictionone.internal.wire;

import io.github.predictionone.ApiKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The key of one request: chosen when the request is written, and remembered for who must hide or replace it. */
public final class Authorization {

    private final Supplier<ApiKey> keys;
    private volatile @Nullable ApiKey chosen;

    public Authorization(Supplier<ApiKey> keys) {
        this.keys = keys;
    }

    /** By a key that is known already. */
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
