package io.github.predictionone;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key that the service issued for a secret key ({@code GET /api-key}).
 *
 * @param type the purpose of the key
 * @param key the key
 * @param endsAt when the key expires; empty if the service sent no date, or one that can't be parsed
 */
public record IssuedApiKey(CredentialType type, ApiKey key, Optional<Instant> endsAt) {}
