package io.github.predictionone.dashboard;

import io.github.predictionone.training.ColumnType;
import io.github.predictionone.training.TrainingType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the distinct values of one column, as long as there are few. */
final class CsvValues {

    static final int MAX_VALUES = 50;

    private static final int EXAMPLES = 3;
    private static final int MAX_LENGTH = 200;
    private static final int FEW_NUMBERS = 10;
    private static final Set<String> YES =
            Set.of("yes", "y", "true", "t", "1", "positive", "はい", "有", "有り", "あり", "○", "陽性");

    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private boolean many;
    private long missing;

    void add(String value) {
        if (value.isBlank()) {
            missing++;
        } else if (value.length() > MAX_LENGTH) {
            keepExamples();
        } else if (!many) {
            counts.merge(value, 1, Integer::sum);
            if (counts.size() > MAX_VALUES) {
                keepExamples();
            }
        }
    }

    CsvColumn column(String name, ColumnType type) {
        TrainingType suggestion = suggestion(type);
        return new CsvColumn(
                name,
                type,
                missing,
                values(),
                many,
                suggestion,
                suggestion == TrainingType.BINARY_CLASSIFICATION ? positive() : null);
    }

    private void keepExamples() {
        many = true;
        List<String> examples = counts.keySet().stream().limit(EXAMPLES).toList();
        counts.keySet().retainAll(Set.copyOf(examples));
    }

    private List<String> values() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private @Nullable TrainingType suggestion(ColumnType type) {
        boolean number = type == ColumnType.INTEGER || type == ColumnType.FLOAT;
        if (!many && counts.size() < 2) {
            return null;
        }
        if (!many && counts.size() == 2) {
            return TrainingType.BINARY_CLASSIFICATION;
        }
        if (number && (many || type == ColumnType.FLOAT || counts.size() > FEW_NUMBERS)) {
            return TrainingType.REGRESSION;
        }
        return many || type == ColumnType.DATE ? null : TrainingType.MULTI_CLASSIFICATION;
    }

    /** Returns the value that means yes; otherwise the rarer one, which is usually the one of interest. */
    private String positive() {
        List<String> values = values();
        return values.stream()
                .filter(value -> YES.contains(value.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(values.get(1));
    }
}
