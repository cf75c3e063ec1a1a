package io.github.predictionone.quickstart;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.inference.Prediction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A prediction as a line of JSON, without its empty fields. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record JsonPrediction(
        long row,
        Optional<String> prediction,
        OptionalDouble value,
        Map<String, Double> probabilities,
        Map<String, Double> contributions,
        Map<String, String> inputs,
        Optional<String> error) {

    static JsonPrediction of(Prediction prediction) {
        Map<String, Double> contributions = new LinkedHashMap<>();
        prediction.reasons().forEach(reason -> {
            if (reason.column().isPresent() && reason.contribution().isPresent()) {
                contributions.put(reason.column().get(), reason.contribution().getAsDouble());
            }
        });
        return new JsonPrediction(
                prediction.row(),
                prediction.predictedClass(),
                prediction.value(),
                prediction.probabilities(),
                contributions,
                prediction.inputs(),
                prediction.failure().map(PredictionOneException::getMessage));
    }
}
