package io.github.predictionone.emulator.learning;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Encodes one column as features for a tree, as learnt from the training rows. The frequent values are in the order of
 * their frequency; other values count as {@code rare}.
 */
record FeatureColumn(String name, int index, ColumnKind kind, double typical, Set<String> frequent, String rare) {

    private static final int MAX_VALUES = 50;
    private static final String OTHER = "(other)";
    private static final int TEXT_BUCKETS = 64;

    static FeatureColumn learn(DataTable rows, int index, ColumnKind kind) {
        double typical = rows.present(index)
                .map(value -> number(kind, value))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average()
                .orElse(0);
        Set<String> frequent = rows
                .present(index)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_VALUES)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        boolean others = rows.column(index).stream().anyMatch(value -> !frequent.contains(value));
        // A model can't use a feature that it has never seen: an unseen value counts as the most frequent one.
        String rare = others || frequent.isEmpty() ? OTHER : frequent.iterator().next();
        return new FeatureColumn(rows.names().get(index), index, kind, typical, frequent, rare);
    }

    /** Adds this column's features of a value. */
    void encode(String value, Map<String, Double> features) {
        if (value.isEmpty()) {
            features.put(name + "=", 1.0);
        }
        switch (kind) {
            case INTEGER, FLOAT, DATE -> features.put(name, number(kind, value).orElse(typical));
            case STRING -> features.put(name + "=" + (frequent.contains(value) ? value : rare), 1.0);
            case TEXT -> {
                for (int i = 0; i + 1 < value.length(); i++) {
                    features.put(
                            name + "#" + Math.floorMod(value.substring(i, i + 2).hashCode(), TEXT_BUCKETS), 1.0);
                }
                features.put(name + "#length", (double) value.length());
            }
            case IGNORE -> {
                // Has no features.
            }
        }
    }

    /** Adds the features of this column's average or most frequent value. */
    void encodeUsual(Map<String, Double> features) {
        switch (kind) {
            case INTEGER, FLOAT, DATE -> features.put(name, typical);
            default -> encode(frequent.stream().findFirst().orElse(""), features);
        }
    }

    private static OptionalDouble number(ColumnKind kind, String value) {
        return switch (kind) {
            case INTEGER, FLOAT -> ColumnKind.number(value);
            case DATE -> ColumnKind.day(value);
            default -> OptionalDouble.empty();
        };
    }
}
