package io.github.predictionone.emulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All classifiers in the order of their creation, including terminated ones. */
final class Classifiers {

    private final Map<String, Classifier> classifiers = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Clock clock;
    private final Duration buildTime;

    Classifiers(Clock clock, Duration buildTime) {
        this.clock = clock;
        this.buildTime = buildTime;
    }

    /** Builds a classifier; the build fails if the model has learnt nothing. */
    Classifier create(TrainedModel model, List<SourceRule> rules) {
        return script(model, rules, List.of("building", model.predictor() == null ? "failed" : "running"));
    }

    /** Adds a classifier that follows a script: each state is shown for the build time, and the last one stays. */
    Classifier script(TrainedModel model, List<SourceRule> rules, List<String> states) {
        Classifier classifier = new Classifier(model, rules, new Phases(states, clock.instant(), buildTime));
        classifiers.put(classifier.id(), classifier);
        return classifier;
    }

    List<Classifier> all() {
        synchronized (classifiers) {
            return List.copyOf(classifiers.values());
        }
    }

    @Nullable
    Classifier find(String id) {
        return classifiers.get(id);
    }

    /** Returns a classifier that is neither terminating nor terminated, or throws a {@code Refusal}. */
    Classifier require(String id) {
        Classifier classifier = find(id);
        if (classifier == null || classifier.isGone(clock.instant())) {
            throw Refusal.of(ServiceError.CLASSIFIER_NOT_FOUND);
        }
        return classifier;
    }

    /** Returns whether this is the key of any classifier. */
    boolean isKey(@Nullable String key) {
        return all().stream().anyMatch(classifier -> classifier.key().equals(key));
    }

    /** Gives the classifiers of one model another model; classifiers that have it already keep it. */
    void switchModel(int from, TrainedModel to) {
        Instant now = clock.instant();
        List<Classifier> concerned = all().stream()
                .filter(classifier -> !classifier.isGone(now))
                .filter(classifier -> classifier.modelId() == from || classifier.modelId() == to.id())
                .toList();
        if (concerned.isEmpty()) {
            throw Refusal.of(ServiceError.CLASSIFIER_NOT_FOUND);
        }
        concerned.forEach(classifier -> classifier.switchTo(to, now));
    }
}
