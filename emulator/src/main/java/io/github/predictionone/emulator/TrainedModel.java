package io.github.predictionone.emulator;

import io.github.predictionone.emulator.learning.Predictor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry in the list of models.
 *
 * @param id its {@code model_id}
 * @param name the name of its training
 * @param version 1, and one more with each retraining
 * @param config the configuration of the training, as sent
 * @param created the moment from which on the model exists
 * @param predictor predicts; null for a model that has learnt nothing
 */
record TrainedModel(
        int id,
        String name,
        int version,
        JsonNode config,
        Instant created,
        @Nullable Predictor<?> predictor) {

    Map<String, Object> shown() {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("model_id", id);
        item.put("owner_user_id", Models.OWNER);
        item.put("target_type", config.path("tt").asString(null));
        item.put("name", name);
        item.put("version", Integer.toString(version));
        item.put("config", config);
        item.put("is_api_option", true);
        item.put("updated_date", Datetime.text(created));
        item.put("created_date", Datetime.text(created));
        return item;
    }
}
