package io.github.predictionone.classifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a classifier ({@code PATCH /classifiers/{classifier_id}}). Empty values are left unchanged. Immutable:
 * every {@code with…} returns a new value.
 */
public final class ClassifierUpdate {

    private static final ClassifierUpdate NONE =
            new ClassifierUpdate(new Values(Optional.empty(), Optional.empty(), Optional.empty()));

    @JsonValue
    private final Values values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private ClassifierUpdate(Values values) {
        this.values = values;
    }

    private record Values(Optional<List<AccessRule>> rules, Optional<Boolean> active, Optional<Boolean> editable) {

        Values {
            rules = rules.map(List::copyOf);
        }
    }

    /**
     * Returns an update without changes.
     *
     * @return an update to add changes to; the client refuses an update without changes
     */
    public static ClassifierUpdate none() {
        return NONE;
    }

    /**
     * Returns which addresses may call the classifier.
     *
     * @return the rules that replace the present ones, unmodifiable; if empty, the rules stay unchanged [empty]
     */
    public Optional<List<AccessRule>> rules() {
        return values.rules;
    }

    /**
     * Returns whether the classifier is started or stopped.
     *
     * @return true to start it; false to stop it, after which it can be started again; if empty, it stays unchanged
     *     [empty]
     */
    public Optional<Boolean> active() {
        return values.active;
    }

    /**
     * Returns the new value of the service's {@code is_editable}.
     *
     * @return the new value; if empty, it stays unchanged [empty]
     */
    public Optional<Boolean> editable() {
        return values.editable;
    }

    /**
     * Returns a copy that replaces the rules.
     *
     * @param all which addresses may call it, replacing the present rules
     * @return a new update
     * @throws NullPointerException if the list or a rule is null
     */
    public ClassifierUpdate withRules(List<AccessRule> all) {
        Objects.requireNonNull(all, "all");
        return new ClassifierUpdate(new Values(Optional.of(all), values.active, values.editable));
    }

    /**
     * Returns a copy that starts or stops the classifier.
     *
     * @param on true to start it; false to stop it, after which it can be started again
     * @return a new update
     */
    public ClassifierUpdate withActive(boolean on) {
        return new ClassifierUpdate(new Values(values.rules, Optional.of(on), values.editable));
    }

    /**
     * Returns a copy that sets {@code is_editable}.
     *
     * @param on the new value
     * @return a new update
     */
    public ClassifierUpdate withEditable(boolean on) {
        return new ClassifierUpdate(new Values(values.rules, values.active, Optional.of(on)));
    }

    /**
     * Returns whether this update changes nothing.
     *
     * @return true if no change has been added
     */
    public boolean isEmpty() {
        return equals(NONE);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClassifierUpdate update && values.equals(update.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "ClassifierUpdate");
    }
}
