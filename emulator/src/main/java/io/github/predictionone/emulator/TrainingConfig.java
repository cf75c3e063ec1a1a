package io.github.predictionone.emulator;

import io.github.predictionone.emulator.learning.TrainingSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the {@code config} of a training by the manual's rules. Values may be text, as in the manual's own example.
 */
final class TrainingConfig {

    private static final Set<String> TYPES = Set.of("binary_classification", "multi_classification", "regression");
    private static final Set<String> UNITS = Set.of("year", "month", "day", "hour", "minute", "eom");

    private TrainingConfig() {}

    static TrainingSettings read(@Nullable JsonNode config) {
        if (config == null || !config.isObject()) {
            throw invalid("config is required");
        }
        String type = required(config, "tt");
        require(TYPES.contains(type), "tt must be one of " + TYPES);
        boolean binary = type.equals("binary_classification");
        boolean regression = type.equals("regression");
        String positive = text(config, "tv");
        require(binary == (positive != null), "tv must be present for binary_classification, and only for that");
        boolean balanced = flag(config, "im");
        require(!(regression && balanced), "im must not be true for regression");
        boolean timeSeries = flag(config, "tsm");
        require(!timeSeries || regression, "tsm must be true for regression only");
        if (timeSeries) {
            checkTimeSeries(config);
        }
        int folds = number(config, "cv", 0);
        require(folds >= -1, "cv must be -1 or more");
        return new TrainingSettings(required(config, "tc"), type, positive, folds, timeSeries);
    }

    private static void checkTimeSeries(JsonNode config) {
        required(config, "tsc");
        String unit = text(config, "tsu");
        require(unit == null || UNITS.contains(unit), "tsu must be one of " + UNITS);
        int from = number(config, "tsf", 0);
        require(from >= 1, "tsf must be at least 1");
        require(number(config, "tst", 0) >= from, "tst must be at least tsf");
        require(number(config, "tsi", 0) >= 0, "tsi must not be negative");
    }

    private static String required(JsonNode config, String key) {
        String value = text(config, key);
        if (value == null) {
            throw invalid(key + " is required");
        }
        return value;
    }

    private static @Nullable String text(JsonNode config, String key) {
        JsonNode value = config.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        require(value.isValueNode(), key + " must be a value");
        String text = value.asString();
        return text.isBlank() ? null : text;
    }

    private static int number(JsonNode config, String key, int otherwise) {
        String value = text(config, key);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw invalid(key + " must be a whole number");
        }
    }

    private static boolean flag(JsonNode config, String key) {
        String value = text(config, key);
        require(value == null || value.equals("true") || value.equals("false"), key + " must be true or false");
        return "true".equals(value);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw invalid(message);
        }
    }

    private static Refusal invalid(String message) {
        return Refusal.badRequest("Invalid config: " + message + ".");
    }
}
