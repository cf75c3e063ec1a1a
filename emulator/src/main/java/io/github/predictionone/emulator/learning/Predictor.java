package io.github.predictionone.emulator.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;

/**
 * A trained model that predicts, and gives the reasons.
 *
 * @param learner the kind of training
 * @param names the columns of the rows, in their order
 * @param kinds the types of the columns
 * @param features turns rows into examples
 * @param model the forest
 */
public record Predictor<T extends Output<T>>(
        Learner<T> learner, List<String> names, List<ColumnKind> kinds, Features<T> features, Model<T> model) {

    /** The contribution of one column's value to the prediction; a negative one speaks against the prediction. */
    public record Reason(String column, String value, double contribution) {}

    /** Returns the columns that the prediction depends on. */
    public List<String> inputs() {
        return features.columns().stream().map(FeatureColumn::name).toList();
    }

    /** Returns a trainer with the same learner and the same columns, which has learnt nothing yet. */
    Trainer<T> untrained() {
        return new Trainer<>(learner, kinds, features.target());
    }

    Map<String, Double> metrics(DataTable rows) {
        return learner.metrics(model, features.dataset(rows));
    }

    /** Returns the column of the class or value, then the columns of probabilities if there are any. */
    public List<String> predictionColumns() {
        return learner.predictionColumns();
    }

    /** Returns the cells of the prediction columns. */
    public List<String> predict(List<String> row) {
        return learner.prediction(model.predict(features.unknown(row)));
    }

    /**
     * Returns the reasons, the strongest first. A contribution is what the prediction loses when the column has its
     * average or most frequent value instead.
     */
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
