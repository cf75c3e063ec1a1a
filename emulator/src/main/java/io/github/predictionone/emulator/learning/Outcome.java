package io.github.predictionone.emulator.learning;

import java.util.List;
import java.util.Map;

/**
 * What a training leaves: figures, contributions by column, the evaluated rows with their predictions, and what was
 * learnt.
 */
public record Outcome(
        Map<String, Double> metrics,
        Map<String, Double> contributions,
        List<String> evaluationColumns,
        List<List<String>> evaluation,
        Predictor<?> predictor) {}
