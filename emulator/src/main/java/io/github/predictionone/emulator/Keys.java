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

/** The secret key, and the API keys that it bought. */
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

    /** A key, what it is for, and when it ends. */
    record Issued(String key, String purpose, Instant end) {}

    String secretKey() {
        return secretKey;
    }

    void requireSecretKey(@Nullable String key) {
        if (key == null || !MessageDigest.isEqual(bytes(key), bytes(secretKey))) {
            throw Refusal.badRequest("invalid_api_key.");
        }
    }

    Issued issue(String purpose) {
        Issued key = new Issued(
                UUID.randomUUID().toString(), purpose, clock.instant().plus(lifetime));
        issued.put(key.key(), key);
        return key;
    }

    void requireApiKey(@Nullable String key, String purpose) {
        Issued known = key == null ? null : issued.get(key);
        if (known == null) {
            throw Refusal.badRequest("invalid_api_key.");
        }
        if (!clock.instant().isBefore(known.end())) {
            throw Refusal.badRequest("Inactive_credential.");
        }
        if (!known.purpose().equals(purpose)) {
            throw Refusal.badRequest("Not_found_credential.");
        }
    }

    void expireAll() {
        issued.replaceAll((key, known) -> new Issued(key, known.purpose(), Instant.MIN));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
