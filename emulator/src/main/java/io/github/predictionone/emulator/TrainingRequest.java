package io.github.predictionone.emulator;

import io.github.predictionone.emulator.learning.TrainingSettings;
import tools.jackson.databind.JsonNode;

/** What a training is to be called and how it is configured, as it was sent and as it was understood. */
record TrainingRequest(String name, JsonNode config, TrainingSettings settings) {

    static TrainingRequest of(String name, JsonNode config) {
        return new TrainingRequest(name, config, TrainingConfig.read(config));
    }
}
