package io.github.predictionone.emulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The secret key, and the API keys that were issued. */
final class Keys {

    private final String secretKey;
    private final Duration lifetime;
    private final Clock clock;
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();

    Keys(String secretKey, Duration lifetime, Clock clock) {
        this.secretKey = secretKey;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** A key, its purpose, the model if the purpose is retraining, and the end of its validity. */
    record Issued(String key, String purpose, @Nullable Integer model, Instant end) {}

    String secretKey() {
        return secretKey;
    }

    void requireSecretKey(@Nullable String key) {
        if (key == null || !MessageDigest.isEqual(bytes(key), bytes(secretKey))) {
            throw Refusal.of(ServiceError.INVALID_API_KEY);
        }
    }

    Issued issue(String purpose, @Nullable Integer model) {
        Issued key = new Issued(
                UUID.randomUUID().toString(), purpose, model, clock.instant().plus(lifetime));
        issued.put(key.key(), key);
        return key;
    }

    void requireApiKey(@Nullable String key, String purpose) {
        require(key, purpose);
    }

    /** Returns the model that this key can retrain, or throws a {@code Refusal}. */
    int requireRetrainKey(@Nullable String key) {
        Integer model = require(key, "retrain").model();
        if (model == null) {
            throw Refusal.of(ServiceError.NOT_FOUND_CREDENTIAL);
        }
        return model;
    }

    private Issued require(@Nullable String key, String purpose) {
        Issued known = key == null ? null : issued.get(key);
        if (known == null) {
            throw Refusal.of(ServiceError.INVALID_API_KEY);
        }
        if (!clock.instant().isBefore(known.end())) {
            throw Refusal.of(ServiceError.INACTIVE_CREDENTIAL);
        }
        if (!known.purpose().equals(purpose)) {
            throw Refusal.of(ServiceError.NOT_FOUND_CREDENTIAL);
        }
        return known;
    }

    void expireAll() {
        issued.replaceAll((key, known) -> new Issued(key, known.purpose(), known.model(), Instant.MIN));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
