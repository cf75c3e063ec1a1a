package io.github.predictionone.emulator;

import io.github.predictionone.emulator.learning.TrainingSettings;
import tools.jackson.databind.JsonNode;

/** The name of a training and its configuration, as sent and as parsed. */
record TrainingRequest(String name, JsonNode config, TrainingSettings settings) {

    static TrainingRequest of(String name, JsonNode config) {
        return new TrainingRequest(name, config, TrainingConfig.read(config));
    }
}
