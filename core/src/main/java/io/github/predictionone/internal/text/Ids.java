package io.github.predictionone.internal.text;

import java.util.Objects;

/** Ids and names from callers are data; a few can't be ids, or would change the path that they stand in. */
public final class Ids {

    private Ids() {}

    /** Returns the value, or throws what the caller should see. */
    public static String check(String what, String value) {
        Objects.requireNonNull(value, what);
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException(what + " must not be \"" + value + "\"");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not hold control characters");
        }
        return value;
    }
}
