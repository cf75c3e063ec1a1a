package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.CredentialType;
import reactor.core.publisher.Mono;

/** Whether there are keys for requests that wait to be sent. */
interface Keys {

    /** Of requests that bring theirs along. */
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

    /** Whether there is one of this kind that is good by what is known. */
    boolean areAvailable(CredentialType type);

    /** Completes when there is one. */
    Mono<Void> await(CredentialType type);
}
