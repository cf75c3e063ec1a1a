package io.github.predictionone.emulator.learning;

import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;

/** The part of a training that differs between classification and regression. */
interface Learner<T extends Output<T>> {

    OutputFactory<T> outputs();

    /** Parses the value to predict, or throws a {@code TrainingFailure}. */
    T output(String value);

    Model<T> train(Dataset<T> rows);

    /** Returns metrics by name. The first one measures contributions of columns; for it, higher is better. */
    Map<String, Double> metrics(Model<T> model, Dataset<T> rows);

    /** Returns the classes; empty for a regression. */
    List<String> classes();

    /** Returns the column of the class or value, then the columns of probabilities if there are any. */
    List<String> predictionColumns();

    List<String> prediction(Prediction<T> prediction);

    /** Returns how strongly a prediction supports an output: the probability of the class, or the predicted value. */
    double support(Prediction<T> prediction, T output);
}
