package io.github.predictionone.emulator.learning;

import java.util.List;
import java.util.Map;

/**
 * The outcome of a training: metrics, contributions by column, the evaluated rows with their predictions, and the
 * predictor.
 */
public record Outcome(
        Map<String, Double> metrics,
        Map<String, Double> contributions,
        List<String> evaluationColumns,
        List<List<String>> evaluation,
        Predictor<?> predictor) {}
