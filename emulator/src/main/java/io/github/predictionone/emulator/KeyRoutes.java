package io.github.predictionone.emulator;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Row 1 of the API: API keys for the secret key. */
final class KeyRoutes {

    private static final Set<String> PURPOSES = Set.of("train", "deploy", "retrain");

    private final Keys keys;
    private final Models models;

    KeyRoutes(Keys keys, Models models) {
        this.keys = keys;
        this.models = models;
    }

    List<Route> routes() {
        return List.of(Route.get("/api-key", this::apiKey));
    }

    private Object apiKey(Call call) {
        keys.requireSecretKey(call.key());
        String purpose = call.require("credential_type");
        if (!PURPOSES.contains(purpose)) {
            throw Refusal.badRequest("Unknown credential_type.");
        }
        Keys.Issued key = purpose.equals("retrain") ? retrainKey(call) : keys.issue(purpose, null);
        return Map.of("api_key", key.key(), "end_date", key.end().toString());
    }

    private Keys.Issued retrainKey(Call call) {
        if (!call.has("model_id")) {
            throw Refusal.of(ServiceError.MODEL_ID_REQUIRED);
        }
        return keys.issue(
                "retrain", models.require(call.requireNumber("model_id")).id());
    }
}
