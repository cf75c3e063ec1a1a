package io.github.predictionone.emulator.learning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/** Learns a number, with a forest of averaged trees. */
final class RegressionLearner implements Learner<Regressor> {

    private static final String DIMENSION = "value";
    private static final int TREES = 30;
    private static final int DEPTH = 10;
    private static final float FEATURES_PER_SPLIT = 0.5f;
    private static final float MIN_IN_LEAF = 5;
    private static final long SEED = 1;

    @Override
    public OutputFactory<Regressor> outputs() {
        return new RegressionFactory();
    }

    @Override
    public Regressor output(String value) {
        return new Regressor(
                DIMENSION,
                ColumnKind.number(value)
                        .orElseThrow(() ->
                                new TrainingFailure("The target has a value that is not a number: " + value + ".")));
    }

    @Override
    public Model<Regressor> train(Dataset<Regressor> rows) {
        CARTRegressionTrainer tree =
                new CARTRegressionTrainer(DEPTH, MIN_IN_LEAF, 0, FEATURES_PER_SPLIT, new MeanSquaredError(), SEED);
        return new RandomForestTrainer<>(tree, new AveragingCombiner(), TREES, SEED).train(rows);
    }

    @Override
    public Map<String, Double> metrics(Model<Regressor> model, Dataset<Regressor> rows) {
        RegressionEvaluation evaluation = new RegressionEvaluator().evaluate(model, rows);
        Regressor dimension = new Regressor(DIMENSION, Double.NaN);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("R2", evaluation.r2(dimension));
        metrics.put("RMSE", evaluation.rmse(dimension));
        metrics.put("MAE", evaluation.mae(dimension));
        return metrics;
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public List<String> predictionColumns() {
        return List.of("predicted value");
    }

    @Override
    public List<String> prediction(Prediction<Regressor> prediction) {
        return List.of(String.format(Locale.ROOT, "%.6g", prediction.getOutput().getValues()[0]));
    }

    @Override
    public double support(Prediction<Regressor> prediction, Regressor output) {
        return prediction.getOutput().getValues()[0];
    }
}
