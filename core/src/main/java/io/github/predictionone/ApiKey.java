package io.github.predictionone;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A key of the service: a secret, which no {@code toString} shows. */
public final class ApiKey {

    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    /**
     * A key as the service wrote it; white space around it is dropped.
     *
     * @param value the secret
     * @return the key
     * @throws IllegalArgumentException if it is blank, or holds anything that can't stand in an HTTP header
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
     * The secret itself.
     *
     * @return what goes into the {@code x-api-key} header
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
