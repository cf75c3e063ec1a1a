package io.github.predictionone;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key that the service issued for a secret key ({@code GET /api-key}).
 *
 * @param type what it is for
 * @param key the key
 * @param endsAt when it stops working; empty when the service gave no date, or one that can't be read
 */
public record IssuedApiKey(CredentialType type, ApiKey key, Optional<Instant> endsAt) {}
