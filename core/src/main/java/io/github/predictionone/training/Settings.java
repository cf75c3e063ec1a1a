package io.github.predictionone.training;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** Checks the numbers and names in the settings of a training. */
final class Settings {

    private Settings() {}

    static void requireColumn(String column, String setting) {
        Objects.requireNonNull(column, setting);
        if (column.isBlank()) {
            throw new IllegalArgumentException(setting + " must not be blank");
        }
    }

    static void requireOther(String column, String setting, String taken, String role) {
        requireColumn(column, setting);
        if (column.equals(taken)) {
            throw new IllegalArgumentException(
                    setting + " must not be '" + taken + "', which is the " + role + " column");
        }
    }

    static void requireDistinct(List<String> columns, String setting) {
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException(setting + " must name each column once, not " + columns);
        }
    }

    static void requireAtLeast(int number, int least, String setting) {
        if (number < least) {
            throw new IllegalArgumentException(setting + " must be at least " + least + ", not " + number);
        }
    }
}
