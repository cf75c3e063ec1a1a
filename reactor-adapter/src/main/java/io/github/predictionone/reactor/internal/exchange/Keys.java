package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.CredentialType;
import reactor.core.publisher.Mono;

/** The availability of keys for requests that wait to be sent. */
interface Keys {

    /** For requests that contain their own key. */
    Keys GIVEN = new Keys() {
        @Override
        public boolean areAvailable(CredentialType type) {
            return true;
        }

        @Override
        public Mono<Void> await(CredentialType type) {
            return Mono.empty();
        }
    };

    /** Returns whether there is a key of this type that is valid as far as is known. */
    boolean areAvailable(CredentialType type);

    /** Completes when there is a key of this type. */
    Mono<Void> await(CredentialType type);
}
