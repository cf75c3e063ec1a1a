package io.github.predictionone.emulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Learns from one table and evaluates on another, on a part held out, or fold by fold. */
final class Trainer<T extends Output<T>> {

    private static final long SEED = 1;
    private static final int HOLD_OUT = 5;

    private final Learner<T> learner;
    private final List<ColumnKind> kinds;
    private final int target;
    private List<FeatureColumn> features = List.of();

    Trainer(Learner<T> learner, List<ColumnKind> kinds, int target) {
        this.learner = learner;
        this.kinds = kinds;
        this.target = target;
    }

    /** What a training leaves: figures, contributions by column, and the evaluated rows with their predictions. */
    record Outcome(
            Map<String, Double> metrics,
            Map<String, Double> contributions,
            List<String> evaluationColumns,
            List<List<String>> evaluation) {}

    Outcome evaluateOn(DataTable training, DataTable evaluation) {
        Model<T> model = fit(training);
        Dataset<T> rows = dataset(evaluation);
        Map<String, Double> metrics = learner.metrics(model, rows);
        return new Outcome(
                metrics,
                contributions(model, evaluation, first(metrics)),
                columns(evaluation),
                predictions(model, evaluation));
    }

    Outcome holdOut(DataTable all) {
        return fold(all, HOLD_OUT, 0);
    }

    Outcome crossValidate(DataTable all, int folds) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, Double> contributions = new LinkedHashMap<>();
        List<List<String>> evaluation = new ArrayList<>();
        List<String> columns = List.of();
        for (int fold = 0; fold < folds; fold++) {
            Outcome outcome = fold(all, folds, fold);
            outcome.metrics().forEach((name, value) -> metrics.merge(name, value / folds, Double::sum));
            outcome.contributions().forEach((name, value) -> contributions.merge(name, value / folds, Double::sum));
            evaluation.addAll(outcome.evaluation());
            columns = outcome.evaluationColumns();
        }
        return new Outcome(metrics, contributions, columns, evaluation);
    }

    private Outcome fold(DataTable all, int folds, int fold) {
        List<List<String>> shuffled = new ArrayList<>(all.rows());
        Collections.shuffle(shuffled, new Random(SEED));
        List<List<String>> in = new ArrayList<>();
        List<List<String>> out = new ArrayList<>();
        for (int row = 0; row < shuffled.size(); row++) {
            (row % folds == fold ? out : in).add(shuffled.get(row));
        }
        return evaluateOn(all.withRows(in), all.withRows(out));
    }

    private Model<T> fit(DataTable rows) {
        List<FeatureColumn> learnt = new ArrayList<>();
        for (int column = 0; column < kinds.size(); column++) {
            if (column != target && kinds.get(column) != ColumnKind.IGNORE) {
                learnt.add(FeatureColumn.learn(rows, column, kinds.get(column)));
            }
        }
        features = learnt;
        return learner.train(dataset(rows));
    }

    private Dataset<T> dataset(DataTable rows) {
        MutableDataset<T> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("upload", learner.outputs()), learner.outputs());
        rows.rows().forEach(row -> dataset.add(example(row)));
        return dataset;
    }

    private ArrayExample<T> example(List<String> row) {
        Map<String, Double> values = new HashMap<>();
        features.forEach(feature -> feature.encode(row.get(feature.index()), values));
        String[] names = values.keySet().toArray(String[]::new);
        double[] numbers = new double[names.length];
        for (int i = 0; i < names.length; i++) {
            numbers[i] = values.getOrDefault(names[i], 0.0);
        }
        return new ArrayExample<>(learner.output(row.get(target)), names, numbers);
    }

    /** How much worse the model gets when a column's values are dealt out to other rows; all of it together is 1. */
    private Map<String, Double> contributions(Model<T> model, DataTable rows, double whole) {
        Map<String, Double> losses = new LinkedHashMap<>();
        for (FeatureColumn feature : features) {
            double shuffled = first(learner.metrics(model, dataset(shuffled(rows, feature.index()))));
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

    private List<List<String>> predictions(Model<T> model, DataTable table) {
        List<List<String>> lines = new ArrayList<>();
        for (List<String> row : table.rows()) {
            List<String> line = new ArrayList<>(row);
            line.addAll(learner.prediction(model.predict(example(row))));
            lines.add(line);
        }
        return lines;
    }
}
