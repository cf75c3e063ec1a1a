package io.github.predictionone.emulator.learning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tribuo.Output;

/** Learns from one table and evaluates on another, on a part held out, or fold by fold. */
final class Trainer<T extends Output<T>> {

    private static final long SEED = 1;

    private final Learner<T> learner;
    private final List<ColumnKind> kinds;
    private final int target;

    Trainer(Learner<T> learner, List<ColumnKind> kinds, int target) {
        this.learner = learner;
        this.kinds = kinds;
        this.target = target;
    }

    Outcome evaluate(Split split) {
        DataTable evaluation = split.evaluation();
        Predictor<T> predictor = fit(split.training());
        Map<String, Double> metrics = predictor.metrics(evaluation);
        return new Outcome(
                metrics,
                contributions(predictor, evaluation, first(metrics)),
                columns(evaluation),
                predictions(predictor, evaluation),
                predictor);
    }

    /** Evaluates on held-out rows; the model has learnt only from the other rows. */
    Outcome holdOut(DataTable all) {
        return evaluate(Split.holdOut(all));
    }

    /** Evaluates fold by fold; the model has learnt from all rows. */
    Outcome crossValidate(DataTable all, int folds) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, Double> contributions = new LinkedHashMap<>();
        List<List<String>> evaluation = new ArrayList<>();
        List<String> columns = List.of();
        for (int fold = 0; fold < folds; fold++) {
            Outcome outcome = evaluate(Split.fold(all, folds, fold));
            outcome.metrics().forEach((name, value) -> metrics.merge(name, value / folds, Double::sum));
            outcome.contributions().forEach((name, value) -> contributions.merge(name, value / folds, Double::sum));
            evaluation.addAll(outcome.evaluation());
            columns = outcome.evaluationColumns();
        }
        return new Outcome(metrics, contributions, columns, evaluation, fit(all));
    }

    private Predictor<T> fit(DataTable rows) {
        Features<T> features = Features.learn(learner, target, kinds, rows);
        return new Predictor<>(learner, rows.names(), kinds, features, learner.train(features.dataset(rows)));
    }

    /** Measures how much worse the model gets when a column's values are shuffled; the sum of all columns is 1. */
    private Map<String, Double> contributions(Predictor<T> predictor, DataTable rows, double whole) {
        Map<String, Double> losses = new LinkedHashMap<>();
        for (FeatureColumn feature : predictor.features().columns()) {
            double shuffled = first(predictor.metrics(shuffled(rows, feature.index())));
            losses.put(feature.name(), Math.max(0, whole - shuffled));
        }
        double all = losses.values().stream().mapToDouble(Double::doubleValue).sum();
        losses.replaceAll((name, loss) -> all > 0 ? loss / all : 0);
        return losses;
    }

    private static DataTable shuffled(DataTable rows, int column) {
        List<String> values = new ArrayList<>(rows.column(column));
        Collections.shuffle(values, new Random(SEED));
        List<List<String>> others = new ArrayList<>();
        for (int row = 0; row < values.size(); row++) {
            List<String> other = new ArrayList<>(rows.rows().get(row));
            other.set(column, values.get(row));
            others.add(other);
        }
        return rows.withRows(others);
    }

    private static double first(Map<String, Double> metrics) {
        return metrics.values().iterator().next();
    }

    private List<String> columns(DataTable table) {
        List<String> columns = new ArrayList<>(table.names());
        columns.addAll(learner.predictionColumns());
        return columns;
    }

    private List<List<String>> predictions(Predictor<T> predictor, DataTable table) {
        List<List<String>> lines = new ArrayList<>();
        for (List<String> row : table.rows()) {
            List<String> line = new ArrayList<>(row);
            line.addAll(predictor.predict(row));
            lines.add(line);
        }
        return lines;
    }
}
