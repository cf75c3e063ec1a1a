package io.github.predictionone.reactor.internal.exchange;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.CredentialType;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The keys of each type, as long as they are valid. Each model that is retrained has its own type. */
final class KeysByType implements Keys {

    private static final int MIN_SIZE = 1_000;

    private final Function<CredentialType, IssuedKeys> factory;

    @GuardedBy("this")
    private final Map<CredentialType, IssuedKeys> keysByType = new HashMap<>();

    @GuardedBy("this")
    private int nextCleanupSize = MIN_SIZE;

    KeysByType(Function<CredentialType, IssuedKeys> factory) {
        this.factory = factory;
    }

    /** Returns keys that stay until {@link IssuedKeys#removeUser()} is called. */
    synchronized IssuedKeys use(CredentialType type) {
        IssuedKeys keys = of(type);
        keys.addUser();
        return keys;
    }

    private synchronized IssuedKeys of(CredentialType type) {
        IssuedKeys keys = keysByType.get(type);
        if (keys == null) {
            removeObsolete();
            keys = factory.apply(type);
            keysByType.put(type, keys);
        }
        return keys;
    }

    synchronized int size() {
        return keysByType.size();
    }

    /** Cleans up whenever the map has twice as many entries as after the last cleanup. */
    @GuardedBy("this")
    private void removeObsolete() {
        if (keysByType.size() >= nextCleanupSize) {
            keysByType.values().removeIf(IssuedKeys::isObsolete);
            nextCleanupSize = Math.max(MIN_SIZE, 2 * keysByType.size());
        }
    }

    @Override
    public boolean areAvailable(CredentialType type) {
        return of(type).hasUsableKey();
    }

    @Override
    public Mono<Void> await(CredentialType type) {
        return Mono.defer(() -> of(type).await());
    }
}
