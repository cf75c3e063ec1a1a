package io.github.predictionone.internal.wire;

import io.github.predictionone.inference.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the parts of a prediction in an output's columns by their names, according to the rules in the Javadoc of
 * {@code Prediction}.
 */
final class OutputColumns {

    private static final Set<String> PREDICTION = Set.of(
            "prediction",
            "predicted",
            "predicted class",
            "predicted label",
            "predicted value",
            "予測",
            "予測値",
            "予測結果",
            "予測クラス",
            "予測ラベル");
    private static final Set<String> ROW_NUMBER =
            Set.of("", "row", "row number", "row no", "row no.", "no", "no.", "index", "#", "行", "行番号");
    // Probabilities that do not name their class.
    private static final Set<String> NAMELESS =
            Set.of("probability", "predicted probability", "prediction probability", "確率", "予測確率");
    // A longer name is a column of the application, or not a name at all.
    private static final int MAX_NAME_LENGTH = 1_000;
    // At most 767 digits of a double are significant, and the JDK parses hexadecimal ones with a pattern.
    private static final int MAX_NUMBER_LENGTH = 1_000;
    private static final List<Pattern> PROBABILITY = List.of(
            Pattern.compile("(?i)(?:predict(?:ed|ion) )?probability\\s*+[(\\[（「](.+)[)\\]）」]"),
            Pattern.compile("(?i)(?:predict(?:ed|ion) )?probability (?:of|for) (.+)"),
            Pattern.compile("(?i)(?:predict(?:ed|ion) )?probability(?:\\s*+[_:：]\\s*+|\\s++)(.+)"),
            Pattern.compile("(?i)(.+?)(?:[_:：]|(?<!\\s)(?=\\s))\\s*+probability"),
            Pattern.compile("(?:予測)?確率\\s*+[(\\[（「](.+)[)\\]）」]"),
            Pattern.compile("(?:予測)?確率(?:\\s*+[_:：]\\s*+|\\s++)(.+)"),
            Pattern.compile("(.+?)[_:：\\s]?の?(?:予測)?確率"));

    private final Map<String, String> values;
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private final Map<String, Double> probabilities = new LinkedHashMap<>();
    private final Optional<String> prediction;

    OutputColumns(Map<String, String> values, Set<String> inputNames) {
        this.values = values;
        Map<String, String> others = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            Optional<String> ofClass = probabilityOf(name);
            OptionalDouble number = number(value);
            if (inputNames.contains(name)) {
                inputs.put(name, value);
            } else if (ofClass.isPresent() && number.isPresent()) {
                probabilities.put(ofClass.get(), number.getAsDouble());
            } else {
                others.put(bare(name), value);
            }
        });
        this.prediction = prediction(others);
    }

    private static Optional<String> prediction(Map<String, String> others) {
        Optional<String> named =
                PREDICTION.stream().filter(others::containsKey).findFirst().map(others::get);
        others.keySet().removeAll(ROW_NUMBER);
        return named.or(() -> others.size() == 1
                ? others.entrySet().stream()
                        .filter(only -> !NAMELESS.contains(only.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                : Optional.empty());
    }

    private static Optional<String> probabilityOf(String name) {
        return name.length() > MAX_NAME_LENGTH || NAMELESS.contains(bare(name))
                ? Optional.empty()
                : PROBABILITY.stream()
                        .map(pattern -> pattern.matcher(name.strip()))
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1).strip())
                        .findFirst();
    }

    Map<String, String> values() {
        return values;
    }

    Map<String, String> inputs() {
        return inputs;
    }

    Map<String, Double> probabilities() {
        return probabilities;
    }

    Optional<String> predictedClass() {
        return value().isPresent() ? Optional.empty() : prediction.filter(text -> !text.isBlank());
    }

    OptionalDouble value() {
        boolean classification = !probabilities.isEmpty()
                || values.keySet().stream().map(OutputColumns::bare).anyMatch(NAMELESS::contains);
        return classification || prediction.isEmpty() ? OptionalDouble.empty() : number(prediction.get());
    }

    /** Converts a line of the reasons. */
    static Reason reason(Map<String, String> line) {
        Map<String, String> byName = new LinkedHashMap<>();
        line.forEach((name, value) -> byName.putIfAbsent(bare(name), value));
        return new Reason(
                first(byName, "column name", "column", "variable name", "variable", "feature", "項目名", "項目", "列名"),
                first(byName, "value", "値"),
                first(byName, "contribution", "寄与度").map(OutputColumns::number).orElse(OptionalDouble.empty()),
                line);
    }

    private static Optional<String> first(Map<String, String> line, String... names) {
        return List.of(names).stream().filter(line::containsKey).findFirst().map(line::get);
    }

    private static String bare(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static OptionalDouble number(String text) {
        if (text.length() > MAX_NUMBER_LENGTH) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(text.strip());
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
