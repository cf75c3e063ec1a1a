package io.github.predictionone.internal.text;

import java.util.Objects;

/** Checks ids and names from callers. Some can't be ids, or would change the path that contains them. */
public final class Ids {

    private Ids() {}

    /** Returns the value, or throws an exception for the caller to see. */
    public static String check(String what, String value) {
        Objects.requireNonNull(value, what);
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException(what + " must not be \"" + value + "\"");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not contain control characters");
        }
        return value;
    }
}
