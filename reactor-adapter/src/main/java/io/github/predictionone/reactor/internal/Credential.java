package io.github.predictionone.reactor.internal;

import io.github.predictionone.ApiKey;

/** What a client authenticates its calls with. */
sealed interface Credential {

    ApiKey key();

    /** An API key, which every call has. */
    record GivenKey(ApiKey key) implements Credential {}

    /** A secret key, with which the client gets API keys for its calls. */
    record SecretKey(ApiKey key) implements Credential {}
}
