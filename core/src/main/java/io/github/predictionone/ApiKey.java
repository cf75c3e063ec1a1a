package io.github.predictionone;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An API key of the service: a secret, which no {@code toString} shows. */
public final class ApiKey {

    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    /**
     * Creates a key. White space around it is removed.
     *
     * @param value the secret, as the service issued it
     * @return the key
     * @throws IllegalArgumentException if it is blank or contains a character that is not visible ASCII
     */
    public static ApiKey of(String value) {
        String key = Objects.requireNonNull(value, "value").strip();
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a key must not be blank");
        }
        if (!key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("a key must consist of visible ASCII characters");
        }
        return new ApiKey(key);
    }

    /**
     * Returns the secret.
     *
     * @return the value of the {@code x-api-key} header
     */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiKey key && key.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
