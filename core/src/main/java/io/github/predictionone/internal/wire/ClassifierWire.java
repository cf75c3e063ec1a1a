package io.github.predictionone.internal.wire;

import static io.github.predictionone.internal.wire.Wire.text;
import static io.github.predictionone.internal.wire.Wire.unread;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.ApiKey;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.classifier.AccessRule;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierState;
import io.github.predictionone.classifier.ClassifierStatus;
import io.github.predictionone.classifier.CreatedClassifier;
import io.github.predictionone.internal.text.ForeignText;
import io.github.predictionone.model.ModelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A classifier as the service writes it. A missing optional field becomes empty; a missing required field is an error
 * that names it.
 */
public record ClassifierWire(
        @JsonProperty("classifier_id") @Nullable String classifierId,
        @JsonProperty("model_id") @Nullable Long modelId,
        @JsonProperty("status") @Nullable String status,
        @JsonProperty("api_key") @Nullable String apiKey,
        @JsonProperty("version") @Nullable String version,
        @JsonProperty("url") @Nullable String url,
        @JsonProperty("active") @Nullable Boolean active,
        @JsonProperty("is_editable") @Nullable Boolean editable,
        @JsonProperty("create_datetime") @Nullable String created,
        @JsonProperty("update_datetime") @Nullable String updated,
        @JsonProperty("rules") @Nullable List<@Nullable RuleWire> rules) {

    /** The answer of {@code GET /classifiers}. */
    public record All(@JsonProperty("classifiers") @Nullable List<@Nullable ClassifierWire> classifiers) {

        static List<Classifier> read(byte[] body) {
            List<Classifier> values = new ArrayList<>();
            for (ClassifierWire classifier : promised(JsonReader.read(body, All.class).classifiers, "classifiers")) {
                values.add(promised(classifier, "classifiers[" + values.size() + "]")
                        .toValue());
            }
            return values;
        }
    }

    /** The answer of {@code PATCH /classifiers/{classifier_id}}. */
    public record One(@JsonProperty("classifier") @Nullable ClassifierWire classifier) {

        static Classifier read(byte[] body) {
            return promised(JsonReader.read(body, One.class).classifier, "classifier")
                    .toValue();
        }
    }

    /** Reads the answer of {@code POST /classifiers}, which has three fields of a classifier. */
    static CreatedClassifier created(byte[] body) {
        ClassifierWire wire = JsonReader.read(body, ClassifierWire.class);
        return new CreatedClassifier(wire.id(), wire.key().orElseThrow(() -> missing("api_key")), text(wire.version));
    }

    private Classifier toValue() {
        List<AccessRule> values = new ArrayList<>();
        for (RuleWire rule : rules == null ? List.<RuleWire>of() : rules) {
            values.add(promised(rule, "rules[" + values.size() + "]").toValue());
        }
        return new Classifier(
                toStatus(),
                Optional.ofNullable(modelId).map(ModelId::of),
                text(version),
                key(),
                text(url),
                Boolean.TRUE.equals(active),
                Boolean.TRUE.equals(editable),
                values);
    }

    private ClassifierStatus toStatus() {
        String word = text(status).map(ForeignText::shortened).orElseThrow(() -> missing("status"));
        Optional<Instant> updatedAt = ServiceTime.parse(updated);
        return new ClassifierStatus(
                id(),
                ClassifierState.of(word),
                word,
                ServiceTime.parse(created),
                updatedAt,
                unread(updated, updatedAt));
    }

    private ClassifierId id() {
        String id = text(classifierId).orElseThrow(() -> missing("classifier_id"));
        try {
            return ClassifierId.of(id);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("classifier_id in the answer is not a valid id: " + e.getMessage(), null);
        }
    }

    private Optional<ApiKey> key() {
        try {
            return text(apiKey).map(ApiKey::of);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("api_key in the answer is not a valid key: " + e.getMessage(), null);
        }
    }

    static <T> T promised(@Nullable T value, String field) {
        if (value == null) {
            throw missing(field);
        }
        return value;
    }

    private static ProtocolException missing(String field) {
        return new ProtocolException("the answer has no " + field, null);
    }
}
