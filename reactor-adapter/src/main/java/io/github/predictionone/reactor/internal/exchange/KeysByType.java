package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.CredentialType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The keys of each kind. Each model that is retrained has one of its own: of more than these, the last used stay. */
final class KeysByType {

    static final int MOST = 1_000;

    private final Function<CredentialType, IssuedKeys> unknown;

    private final Map<CredentialType, IssuedKeys> known = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CredentialType, IssuedKeys> eldest) {
            return size() > MOST;
        }
    };

    KeysByType(Function<CredentialType, IssuedKeys> unknown) {
        this.unknown = unknown;
    }

    synchronized IssuedKeys of(CredentialType type) {
        return known.computeIfAbsent(type, unknown);
    }
}
