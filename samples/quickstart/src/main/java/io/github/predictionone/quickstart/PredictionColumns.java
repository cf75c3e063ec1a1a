package io.github.predictionone.quickstart;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.inference.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of a file of predictions. The first prediction determines them for all. */
final class PredictionColumns {

    private final Map<String, Function<Prediction, String>> columns = new LinkedHashMap<>();

    PredictionColumns(Prediction first, boolean failures) {
        columns.put("row", prediction -> Long.toString(prediction.row()));
        if (first.predictedClass().isPresent()) {
            columns.put("prediction", prediction -> prediction.predictedClass().orElse(""));
        } else if (first.value().isPresent()) {
            columns.put("prediction", prediction -> text(prediction.value()));
        }
        for (String one : first.probabilities().keySet()) {
            columns.put(
                    "probability of " + one,
                    prediction -> text(prediction.probabilities().get(one)));
        }
        if (columns.size() == 1) {
            // The client recognises none of the answer's columns, so keep the service's own.
            first.columns()
                    .keySet()
                    .forEach(
                            name -> add(name, prediction -> prediction.columns().getOrDefault(name, "")));
        }
        for (Reason reason : first.reasons()) {
            reason.column()
                    .ifPresent(name -> add("contribution of " + name, prediction -> contribution(prediction, name)));
        }
        if (failures) {
            columns.put(
                    "error",
                    prediction -> prediction
                            .failure()
                            .map(PredictionOneException::getMessage)
                            .orElse(""));
        }
        first.inputs()
                .keySet()
                .forEach(name -> add(name, prediction -> prediction.inputs().getOrDefault(name, "")));
    }

    /** Adds a column, with a prefix if its name is already taken. */
    private void add(String name, Function<Prediction, String> value) {
        String free = name;
        while (columns.containsKey(free)) {
            free = "input " + free;
        }
        columns.put(free, value);
    }

    private static String contribution(Prediction prediction, String column) {
        return prediction.reasons().stream()
                .filter(reason -> reason.column().filter(column::equals).isPresent())
                .findFirst()
                .map(reason -> text(reason.contribution()))
                .orElse("");
    }

    private static String text(OptionalDouble number) {
        return number.isPresent() ? Double.toString(number.getAsDouble()) : "";
    }

    private static String text(@Nullable Double number) {
        return number == null ? "" : number.toString();
    }

    List<String> names() {
        return List.copyOf(columns.keySet());
    }

    List<String> values(Prediction prediction) {
        return columns.values().stream().map(value -> value.apply(prediction)).toList();
    }
}
