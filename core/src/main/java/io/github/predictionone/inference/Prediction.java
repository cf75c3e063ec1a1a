package io.github.predictionone.inference;

import io.github.predictionone.PredictionOneException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result for one row.
 *
 * <p>The names of the service's output columns are not documented. {@link #columns()} has all of them unchanged. The
 * parts of a prediction are found among the columns that are not the input's. The client recognises them by their
 * names, ignoring case, and never by their position:
 *
 * <ol>
 *   <li>A probability is a number under {@code probability of CLASS}, {@code probability (CLASS)},
 *       {@code probability_CLASS}, {@code CLASS probability}, {@code 予測確率:CLASS}, {@code CLASSの確率} and the like.
 *   <li>The prediction is in the column {@code prediction}, {@code predicted} with or without {@code class},
 *       {@code label} or {@code value}, {@code 予測}, {@code 予測値}, {@code 予測結果}, {@code 予測クラス} or {@code 予測ラベル};
 *       otherwise, in the only remaining column, row numbers excepted.
 *   <li>If there is a probability, the prediction is a class. Otherwise, a number is a value, and anything else is a
 *       class.
 * </ol>
 *
 * @param row the number of the row, from 1
 * @param version the model's version; empty if the service sent none
 * @param predictedClass the class; empty for a regression, if it was not requested, or if no column was recognised as
 *     the class
 * @param probabilities the probabilities by class, in the order of the output; empty for a regression
 * @param value the predicted number; empty for a classification
 * @param inputs the columns of the input that the output repeats, in the order of the output
 * @param columns every column of {@code prediction_valid.csv}, in order
 * @param reasons how the columns of the input contributed, at most 10,000; empty unless requested
 * @param failure why there is no prediction; empty if there is one
 */
public record Prediction(
        long row,
        Optional<String> version,
        Optional<String> predictedClass,
        Map<String, Double> probabilities,
        OptionalDouble value,
        Map<String, String> inputs,
        Map<String, String> columns,
        List<Reason> reasons,
        Optional<PredictionOneException> failure) {

    /**
     * Copies the maps and lists, keeping their order.
     *
     * @param row see the component
     * @param version see the component
     * @param predictedClass see the component
     * @param probabilities see the component
     * @param value see the component
     * @param inputs see the component
     * @param columns see the component
     * @param reasons see the component
     * @param failure see the component
     * @throws NullPointerException if one is null
     */
    public Prediction {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(predictedClass, "predictedClass");
        probabilities = ordered(probabilities);
        Objects.requireNonNull(value, "value");
        inputs = ordered(inputs);
        columns = ordered(columns);
        reasons = List.copyOf(reasons);
        Objects.requireNonNull(failure, "failure");
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * Creates the result for a row whose prediction failed.
     *
     * @param row the number of the row, from 1
     * @param failure why it failed
     * @return the result, which takes the row's place in the stream
     */
    public static Prediction failed(long row, PredictionOneException failure) {
        return new Prediction(
                row,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                OptionalDouble.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                Optional.of(failure));
    }

    /**
     * Returns whether the prediction failed.
     *
     * @return true if there is a failure instead of a prediction
     */
    public boolean isFailed() {
        return failure.isPresent();
    }
}
