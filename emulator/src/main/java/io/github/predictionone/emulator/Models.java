package io.github.predictionone.emulator;

import io.github.predictionone.emulator.learning.Predictor;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All models, the newest first. */
final class Models {

    static final String OWNER = "emulator";

    private final Map<Integer, TrainedModel> models = new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private final AtomicInteger ids = new AtomicInteger(1000);
    private final Clock clock;

    Models(Clock clock) {
        this.clock = clock;
    }

    /** Adds a model that exists from {@code created} on. */
    TrainedModel add(String name, int version, JsonNode config, Instant created, @Nullable Predictor<?> predictor) {
        TrainedModel model = new TrainedModel(ids.incrementAndGet(), name, version, config, created, predictor);
        models.put(model.id(), model);
        return model;
    }

    /** Adds a model that has learnt nothing. */
    TrainedModel add(String name) {
        ObjectNode config = Call.JSON.createObjectNode().put("tc", "target").put("tt", "regression");
        return add(name, 1, config, clock.instant(), null);
    }

    List<TrainedModel> all() {
        return models.values().stream().filter(this::isThere).toList();
    }

    TrainedModel require(int id) {
        TrainedModel model = find(id);
        if (model == null) {
            throw Refusal.of(ServiceError.MODEL_DELETED);
        }
        return model;
    }

    @Nullable
    TrainedModel find(int id) {
        TrainedModel model = models.get(id);
        return model != null && isThere(model) ? model : null;
    }

    void delete(int id) {
        models.remove(require(id).id());
    }

    private boolean isThere(TrainedModel model) {
        return !model.created().isAfter(clock.instant());
    }
}
