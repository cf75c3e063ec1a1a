package io.github.predictionone.emulator;

import java.util.List;

/** Rows 6 and 7 of the API: models. */
final class ModelRoutes {

    private final Keys keys;
    private final Models models;

    ModelRoutes(Keys keys, Models models) {
        this.keys = keys;
        this.models = models;
    }

    List<Route> routes() {
        return List.of(Route.get("/models", this::list), Route.delete("/models/{model_id}", this::delete));
    }

    private Object list(Call call) {
        keys.requireApiKey(call.key(), "train");
        return Page.of(call).answer("models", models.all(), TrainedModel::shown);
    }

    private void delete(Call call) {
        keys.requireApiKey(call.key(), "train");
        models.delete(call.id("model_id"));
    }
}
