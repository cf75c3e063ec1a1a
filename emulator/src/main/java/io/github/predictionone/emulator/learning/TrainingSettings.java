package io.github.predictionone.emulator.learning;

import org.jspecify.annotations.Nullable;

/**
 * What a training is to learn.
 *
 * @param target the column to predict
 * @param type the service's word for the kind of training
 * @param positive the value that counts as positive; null unless binary
 * @param folds 0 and -1: the emulator decides, 1: no cross-validation, else their number
 * @param timeSeries whether it is a forecast
 */
public record TrainingSettings(
        String target, String type, @Nullable String positive, int folds, boolean timeSeries) {}
