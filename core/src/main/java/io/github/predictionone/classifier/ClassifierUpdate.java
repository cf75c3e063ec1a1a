package io.github.predictionone.classifier;

import java.util.List;
import java.util.Optional;

/**
 * What to change of a classifier ({@code PATCH /classifiers/{classifier_id}}). What is empty stays as it is. Immutable:
 * every {@code with…} returns a new value.
 *
 * @param rules who may call it, in place of all the rules that it has
 * @param active whether it answers; one that does not is stopped, and can be made active again
 * @param editable the service's {@code is_editable}
 */
public record ClassifierUpdate(Optional<List<AccessRule>> rules, Optional<Boolean> active, Optional<Boolean> editable) {

    private static final ClassifierUpdate NONE =
            new ClassifierUpdate(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Copies the list.
     *
     * @param rules as for the record
     * @param active as for the record
     * @param editable as for the record
     * @throws NullPointerException if one is null, or a rule
     */
    public ClassifierUpdate {
        rules = rules.map(List::copyOf);
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
     * With other rules.
     *
     * @param all in place of those that there are
     * @return a new update
     */
    public ClassifierUpdate withRules(List<AccessRule> all) {
        return new ClassifierUpdate(Optional.of(all), active, editable);
    }

    /**
     * Started or stopped.
     *
     * @param on whether it answers
     * @return a new update
     */
    public ClassifierUpdate withActive(boolean on) {
        return new ClassifierUpdate(rules, Optional.of(on), editable);
    }

    /**
     * With another {@code is_editable}.
     *
     * @param on whether it is
     * @return a new update
     */
    public ClassifierUpdate withEditable(boolean on) {
        return new ClassifierUpdate(rules, active, Optional.of(on));
    }

    /**
     * Whether this changes nothing.
     *
     * @return true if no change has been added
     */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
