package io.github.predictionone.emulator.learning;

import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;

/** What differs between kinds of training. */
interface Learner<T extends Output<T>> {

    OutputFactory<T> outputs();

    /** Reads the value to predict, or throws a {@code TrainingFailure}. */
    T output(String value);

    Model<T> train(Dataset<T> rows);

    /** By name; the first one is better the higher it is, and measures what a column contributes. */
    Map<String, Double> metrics(Model<T> model, Dataset<T> rows);

    /** Those that there are; empty where a number is predicted. */
    List<String> classes();

    /** The class or value first, then the probabilities if there are any. */
    List<String> predictionColumns();

    List<String> prediction(Prediction<T> prediction);

    /** How much a prediction speaks for an output: the probability of that class, or the value itself. */
    double support(Prediction<T> prediction, T output);
}
