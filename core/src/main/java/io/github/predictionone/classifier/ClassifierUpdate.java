package io.github.predictionone.classifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a classifier ({@code PATCH /classifiers/{classifier_id}}). What is empty stays as it is. Immutable:
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
     * Nothing yet.
     *
     * @return an update to which changes are added; without any it is refused
     */
    public static ClassifierUpdate none() {
        return NONE;
    }

    /**
     * Who may call the classifier.
     *
     * @return the rules in place of all that it has, unmodifiable; empty: they stay [empty]
     */
    public Optional<List<AccessRule>> rules() {
        return values.rules;
    }

    /**
     * Whether the classifier answers.
     *
     * @return false for one to be stopped, which can be made active again; empty: it stays as it is [empty]
     */
    public Optional<Boolean> active() {
        return values.active;
    }

    /**
     * The service's {@code is_editable}.
     *
     * @return its new value; empty: it stays [empty]
     */
    public Optional<Boolean> editable() {
        return values.editable;
    }

    /**
     * With other rules.
     *
     * @param all who may call it, in place of the rules that there are
     * @return a new update
     * @throws NullPointerException if the list or a rule is null
     */
    public ClassifierUpdate withRules(List<AccessRule> all) {
        Objects.requireNonNull(all, "all");
        return new ClassifierUpdate(new Values(Optional.of(all), values.active, values.editable));
    }

    /**
     * Started or stopped.
     *
     * @param on whether it answers; one that does not is stopped, and can be made active again
     * @return a new update
     */
    public ClassifierUpdate withActive(boolean on) {
        return new ClassifierUpdate(new Values(values.rules, Optional.of(on), values.editable));
    }

    /**
     * With another {@code is_editable}.
     *
     * @param on whether it is
     * @return a new update
     */
    public ClassifierUpdate withEditable(boolean on) {
        return new ClassifierUpdate(new Values(values.rules, values.active, Optional.of(on)));
    }

    /**
     * Whether this changes nothing.
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
