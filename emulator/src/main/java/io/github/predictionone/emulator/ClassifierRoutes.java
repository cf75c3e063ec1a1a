package io.github.predictionone.emulator;

import io.github.predictionone.emulator.Classifier.Change;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Rows 13 to 16 of the API: classifiers. */
final class ClassifierRoutes {

    private final Keys keys;
    private final Models models;
    private final Classifiers classifiers;
    private final Supplier<String> origin;
    private final Clock clock;

    ClassifierRoutes(Keys keys, Models models, Classifiers classifiers, Supplier<String> origin, Clock clock) {
        this.keys = keys;
        this.models = models;
        this.classifiers = classifiers;
        this.origin = origin;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/classifiers", this::create),
                Route.get("/classifiers", this::list),
                Route.patch("/classifiers/{classifier_id}", this::update),
                Route.delete("/classifiers/{classifier_id}", this::delete));
    }

    private Object create(Call call) {
        keys.requireApiKey(call.key(), "deploy");
        JsonNode request = call.json();
        if (!request.path("model_id").isInt()) {
            throw Refusal.of(ServiceError.MODEL_ID_REQUIRED);
        }
        List<SourceRule> rules = SourceRule.read(request.path("rules"));
        Classifier classifier =
                classifiers.create(models.require(request.path("model_id").asInt()), rules);
        return Map.of("classifier_id", classifier.id(), "api_key", classifier.key(), "version", classifier.version());
    }

    private Object list(Call call) {
        keys.requireApiKey(call.key(), "deploy");
        return Map.of("classifiers", classifiers.all().stream().map(this::shown).toList());
    }

    private Object update(Call call) {
        keys.requireApiKey(call.key(), "deploy");
        Classifier classifier = classifiers.require(call.segment("classifier_id"));
        JsonNode request = call.json();
        List<SourceRule> rules = request.has("rules") ? SourceRule.read(request.path("rules")) : null;
        classifier.update(new Change(rules, flag(request, "active"), flag(request, "is_editable")), clock.instant());
        return Map.of("classifier", shown(classifier));
    }

    private static @Nullable Boolean flag(JsonNode request, String field) {
        JsonNode value = request.get(field);
        if (value != null && !value.isBoolean()) {
            throw Refusal.badRequest(field + " must be true or false.");
        }
        return value == null ? null : value.asBoolean();
    }

    private void delete(Call call) {
        keys.requireApiKey(call.key(), "deploy");
        classifiers.require(call.segment("classifier_id")).terminate(clock.instant());
    }

    private Map<String, Object> shown(Classifier classifier) {
        return classifier.shown(clock.instant(), origin.get());
    }
}
