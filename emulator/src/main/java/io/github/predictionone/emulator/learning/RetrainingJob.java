package io.github.predictionone.emulator.learning;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tribuo.Output;

/** One retraining: learns from new rows as the old model did, and compares both on rows that neither has seen. */
public final class RetrainingJob {

    private static final int MIN_ROWS = 100;

    private RetrainingJob() {}

    /** The old model's metrics and the outcome of the new training. */
    public record Comparison(Map<String, Double> before, Outcome now) {}

    /** Retrains; throws a {@code TrainingFailure} if the data does not allow a model. */
    public static <T extends Output<T>> Comparison run(Predictor<T> old, RetrainingData data) {
        int target = old.features().target();
        DataTable rows = data.training().select(old.names()).where(target);
        if (rows.rows().size() < MIN_ROWS) {
            throw new TrainingFailure("The data has " + rows.rows().size() + " rows; " + MIN_ROWS + " are needed.");
        }
        Split split = data.evaluation() == null
                ? Split.holdOut(rows)
                : new Split(rows, data.evaluation().select(old.names()).where(target));
        checkClasses(old, split, target);
        return new Comparison(old.metrics(split.evaluation()), old.untrained().evaluate(split));
    }

    private static void checkClasses(Predictor<?> old, Split split, int target) {
        if (split.evaluation().rows().isEmpty()) {
            throw new TrainingFailure("The evaluation data has no rows.");
        }
        Set<String> known = new HashSet<>(old.learner().classes());
        if (known.isEmpty()) {
            return;
        }
        Set<String> learnt = new HashSet<>(split.training().column(target));
        if (learnt.size() < 2) {
            throw new TrainingFailure("The target has a single value.");
        }
        require(known, learnt, "the model");
        require(learnt, new HashSet<>(split.evaluation().column(target)), "the new training data");
    }

    private static void require(Set<String> known, Set<String> classes, String whose) {
        for (String one : classes) {
            if (!known.contains(one)) {
                throw new TrainingFailure("The target has the value " + one + ", which " + whose + " does not have.");
            }
        }
    }
}
