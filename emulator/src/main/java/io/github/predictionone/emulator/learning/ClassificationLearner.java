package io.github.predictionone.emulator.learning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.common.tree.RandomForestTrainer;

/** Learns two or more classes, with a forest of voting trees. */
final class ClassificationLearner implements Learner<Label> {

    private static final int TREES = 50;
    private static final int DEPTH = 12;
    private static final float FEATURES_PER_SPLIT = 0.5f;
    private static final long SEED = 1;

    private final List<String> classes;
    private final @Nullable String positive;

    /** Creates a learner; the positive class is null for a multi-class training. */
    ClassificationLearner(List<String> classes, @Nullable String positive) {
        this.classes = classes;
        this.positive = positive;
    }

    @Override
    public OutputFactory<Label> outputs() {
        return new LabelFactory();
    }

    @Override
    public Label output(String value) {
        return new Label(value);
    }

    @Override
    public Model<Label> train(Dataset<Label> rows) {
        return new RandomForestTrainer<>(
                        new CARTClassificationTrainer(DEPTH, FEATURES_PER_SPLIT, SEED),
                        new VotingCombiner(),
                        TREES,
                        SEED)
                .train(rows);
    }

    @Override
    public Map<String, Double> metrics(Model<Label> model, Dataset<Label> rows) {
        LabelEvaluation evaluation = new LabelEvaluator().evaluate(model, rows);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("Accuracy", evaluation.accuracy());
        if (positive == null) {
            metrics.put("Precision (macro)", evaluation.macroAveragedPrecision());
            metrics.put("Recall (macro)", evaluation.macroAveragedRecall());
            metrics.put("F1 (macro)", evaluation.macroAveragedF1());
        } else {
            Label yes = new Label(positive);
            if (rows.getOutputInfo().size() == 2) {
                metrics.put("AUC", evaluation.AUCROC(yes));
            }
            metrics.put("Precision", evaluation.precision(yes));
            metrics.put("Recall", evaluation.recall(yes));
            metrics.put("F1", evaluation.f1(yes));
        }
        return metrics;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public List<String> predictionColumns() {
        List<String> columns = new ArrayList<>();
        columns.add("predicted label");
        classes.forEach(name -> columns.add("probability of " + name));
        return columns;
    }

    @Override
    public List<String> prediction(Prediction<Label> prediction) {
        List<String> cells = new ArrayList<>();
        cells.add(prediction.getOutput().getLabel());
        for (String name : classes) {
            cells.add(String.format(Locale.ROOT, "%.4f", probability(prediction, name)));
        }
        return cells;
    }

    @Override
    public double support(Prediction<Label> prediction, Label output) {
        return probability(prediction, output.getLabel());
    }

    private static double probability(Prediction<Label> prediction, String name) {
        Label label = prediction.getOutputScores().get(name);
        return label == null ? 0 : label.getScore();
    }
}
