package io.github.predictionone.emulator.learning;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a training.
 *
 * @param target the column to predict
 * @param type the service's word for the kind of training
 * @param positive the value that counts as positive; null unless the training is binary
 * @param folds the number of folds; 0 and -1: the emulator decides; 1: no cross-validation
 * @param timeSeries whether the training is a forecast
 */
public record TrainingSettings(
        String target, String type, @Nullable String positive, int folds, boolean timeSeries) {}
