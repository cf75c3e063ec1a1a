package io.github.predictionone.reactor.internal.exchange;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.CredentialType;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The keys of each kind, as long as they live: each model that is retrained has one of its own. */
final class KeysByType implements Keys {

    private static final int FEWEST = 1_000;

    private final Function<CredentialType, IssuedKeys> unknown;

    @GuardedBy("this")
    private final Map<CredentialType, IssuedKeys> known = new HashMap<>();

    @GuardedBy("this")
    private int lookedThroughAt = FEWEST;

    KeysByType(Function<CredentialType, IssuedKeys> unknown) {
        this.unknown = unknown;
    }

    /** To be told when they are not used any more: none are forgotten before. */
    synchronized IssuedKeys use(CredentialType type) {
        IssuedKeys keys = of(type);
        keys.isUsed();
        return keys;
    }

    private synchronized IssuedKeys of(CredentialType type) {
        IssuedKeys keys = known.get(type);
        if (keys == null) {
            forgetThoseThatAreOver();
            keys = unknown.apply(type);
            known.put(type, keys);
        }
        return keys;
    }

    synchronized int size() {
        return known.size();
    }

    /** Whenever there are twice as many as were left the last time. */
    @GuardedBy("this")
    private void forgetThoseThatAreOver() {
        if (known.size() >= lookedThroughAt) {
            known.values().removeIf(IssuedKeys::isOver);
            lookedThroughAt = Math.max(FEWEST, 2 * known.size());
        }
    }

    @Override
    public boolean areThere(CredentialType type) {
        return of(type).isThere();
    }

    @Override
    public Mono<Void> await(CredentialType type) {
        return Mono.defer(() -> of(type).await());
    }
}
