package io.github.predictionone.reactor.internal;

import io.github.predictionone.ApiKey;

/** The credential with which a client authenticates its calls. */
sealed interface Credential {

    ApiKey key();

    /** An API key, which the client sends with every call. */
    record GivenKey(ApiKey key) implements Credential {}

    /** A secret key, with which the client obtains API keys for its calls. */
    record SecretKey(ApiKey key) implements Credential {}
}
