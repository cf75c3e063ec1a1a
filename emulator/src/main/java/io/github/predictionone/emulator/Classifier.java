package io.github.predictionone.emulator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.emulator.learning.Predictor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A model made available for inference, with a key and a URL of its own. */
final class Classifier {

    private static final String RUNNING = "running";
    private static final String STOPPED = "stopped";

    private final String id = UUID.randomUUID().toString();
    private final String key = UUID.randomUUID().toString();
    private final Instant created;

    @GuardedBy("this")
    private TrainedModel model;

    @GuardedBy("this")
    private Phases phases;

    @GuardedBy("this")
    private List<SourceRule> rules;

    @GuardedBy("this")
    private Instant changed;

    @GuardedBy("this")
    private int version = 1;

    @GuardedBy("this")
    private boolean active = true;

    @GuardedBy("this")
    private boolean editable = true;

    @GuardedBy("this")
    private int answers;

    Classifier(TrainedModel model, List<SourceRule> rules, Phases phases) {
        this.model = model;
        this.rules = rules;
        this.phases = phases;
        this.created = phases.from();
        this.changed = created;
    }

    /** A change; a null component stays as it is. */
    record Change(
            @Nullable List<SourceRule> rules,
            @Nullable Boolean active,
            @Nullable Boolean editable) {}

    String id() {
        return id;
    }

    String key() {
        return key;
    }

    synchronized int modelId() {
        return model.id();
    }

    synchronized String version() {
        return Integer.toString(version);
    }

    synchronized boolean isGone(Instant now) {
        return phases.at(now).startsWith("terminat");
    }

    synchronized void update(Change change, Instant now) {
        changed = now;
        rules = change.rules == null ? rules : change.rules;
        editable = change.editable == null ? editable : change.editable;
        if (change.active != null && change.active != active) {
            active = change.active;
            phases = activated(now);
        }
    }

    @GuardedBy("this")
    private Phases activated(Instant now) {
        return switch (phases.at(now)) {
            case RUNNING -> phases.then(now, STOPPED);
            case STOPPED -> phases.then(now, "updating", RUNNING);
            case "failed" -> phases;
            default -> phases.endingWith(active ? RUNNING : STOPPED);
        };
    }

    synchronized void switchTo(TrainedModel other, Instant now) {
        if (model.id() != other.id()) {
            model = other;
            version++;
            changed = now;
            phases = phases.then(now, "updating", active ? RUNNING : STOPPED);
        }
    }

    synchronized void terminate(Instant now) {
        changed = now;
        phases = phases.then(now, "terminating", "terminated");
    }

    synchronized void requireAllowed(Call call) {
        if (!SourceRule.letIn(rules, call.source())) {
            throw Refusal.of(ServiceError.INFERENCE_SOURCE_NOT_ALLOWED);
        }
    }

    /** Returns the predictor; throws a {@code Refusal} unless the classifier is running. */
    synchronized Predictor<?> running(Instant now) {
        String status = phases.at(now);
        if (!status.equals(RUNNING)) {
            throw Refusal.notRunning(status);
        }
        if (model.predictor() == null) {
            throw Refusal.internal();
        }
        return model.predictor();
    }

    /** Counts an answer, or throws a {@code Refusal} if the quota is used up; a quota of 0 means no limit. */
    synchronized void countAnswer(int quota) {
        if (quota > 0 && answers >= quota) {
            throw Refusal.trialQuotaReached(quota);
        }
        answers++;
    }

    synchronized Map<String, Object> shown(Instant now, String origin) {
        Instant since = phases.since(now);
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("classifier_id", id);
        item.put("model_id", model.id());
        item.put("status", phases.at(now));
        item.put("api_key", key);
        item.put("version", version());
        item.put("url", phases.at(now).equals("building") ? null : origin + InferenceRoutes.path(id));
        item.put("active", active);
        item.put("is_editable", editable);
        item.put("create_datetime", Datetime.text(created));
        item.put("update_datetime", Datetime.text(since.isAfter(changed) ? since : changed));
        item.put("rules", rules.stream().map(SourceRule::shown).toList());
        return item;
    }
}
