package io.github.predictionone.emulator.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;

/**
 * What was learnt: predicts, and says why.
 *
 * @param learner the kind of training
 * @param names the columns of the rows, in their order
 * @param kinds their types
 * @param features how rows become examples
 * @param model the forest
 */
public record Predictor<T extends Output<T>>(
        Learner<T> learner, List<String> names, List<ColumnKind> kinds, Features<T> features, Model<T> model) {

    /** How much one column's value speaks for the prediction; below zero: against it. */
    public record Reason(String column, String value, double contribution) {}

    /** The columns that the prediction depends on. */
    public List<String> inputs() {
        return features.columns().stream().map(FeatureColumn::name).toList();
    }

    /** The same learner with the same columns, which has learnt nothing yet. */
    Trainer<T> untrained() {
        return new Trainer<>(learner, kinds, features.target());
    }

    Map<String, Double> metrics(DataTable rows) {
        return learner.metrics(model, features.dataset(rows));
    }

    /** The class or value first, then the probabilities if there are any. */
    public List<String> predictionColumns() {
        return learner.predictionColumns();
    }

    /** The cells of the prediction columns. */
    public List<String> predict(List<String> row) {
        return learner.prediction(model.predict(features.unknown(row)));
    }

    /** The strongest first: what the prediction loses when a column is replaced by its average or most frequent value. */
    public List<Reason> reasons(List<String> row) {
        Prediction<T> prediction = model.predict(features.unknown(row));
        double whole = learner.support(prediction, prediction.getOutput());
        List<Reason> reasons = new ArrayList<>();
        for (FeatureColumn column : features.columns()) {
            Prediction<T> without = model.predict(features.unknownWithUsual(column, row));
            reasons.add(new Reason(
                    column.name(), row.get(column.index()), whole - learner.support(without, prediction.getOutput())));
        }
        reasons.sort(Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.contribution())));
        return reasons;
    }
}
