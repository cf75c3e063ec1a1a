package io.github.predictionone.classifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.predictionone.model.ModelId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to create a classifier ({@code POST /classifiers}). Immutable: every {@code with…} returns a new request.
 */
public final class ClassifierRequest {

    @JsonValue
    private final Values values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private ClassifierRequest(Values values) {
        this.values = values;
    }

    private record Values(ModelId modelId, List<AccessRule> rules) {

        Values {
            Objects.requireNonNull(modelId, "modelId");
            rules = List.copyOf(Objects.requireNonNull(rules, "rules"));
        }
    }

    /**
     * Creates a request for a classifier of this model.
     *
     * @param modelId the model to predict with
     * @param rules which addresses may call it; the manual does not say what happens without any rules
     * @return the request
     * @throws NullPointerException if the model or a rule is null
     */
    public static ClassifierRequest of(ModelId modelId, AccessRule... rules) {
        return new ClassifierRequest(new Values(modelId, List.of(Objects.requireNonNull(rules, "rules"))));
    }

    /**
     * Returns the model to predict with.
     *
     * @return its id
     */
    public ModelId modelId() {
        return values.modelId;
    }

    /**
     * Returns which addresses may call the classifier.
     *
     * @return the rules; unmodifiable
     */
    public List<AccessRule> rules() {
        return values.rules;
    }

    /**
     * Returns a copy with other rules.
     *
     * @param all which addresses may call it, replacing the present rules; the manual does not say what happens without
     *     any rules
     * @return a new request
     * @throws NullPointerException if the list or a rule is null
     */
    public ClassifierRequest withRules(List<AccessRule> all) {
        return new ClassifierRequest(new Values(values.modelId, all));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClassifierRequest request && values.equals(request.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "ClassifierRequest");
    }
}
