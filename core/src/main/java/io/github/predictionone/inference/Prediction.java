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
 * What became of one row.
 *
 * <p>The names of the service's output columns are not documented. All of them are in {@link #columns()} as they came; of
 * those that are not the input's, the parts of a prediction are found like this, case aside, and never by their place:
 *
 * <ol>
 *   <li>A probability is a number under {@code probability of CLASS}, {@code probability (CLASS)},
 *       {@code probability_CLASS}, {@code CLASS probability}, {@code 予測確率:CLASS}, {@code CLASSの確率} and the like.
 *   <li>The prediction stands under {@code prediction}, {@code predicted} with or without {@code class}, {@code label} or
 *       {@code value}, {@code 予測}, {@code 予測値}, {@code 予測結果}, {@code 予測クラス} or {@code 予測ラベル}; or else in
 *       the only column that is left, row numbers aside.
 *   <li>Beside a probability, it is a class; alone, a number is a value, and anything else a class.
 * </ol>
 *
 * @param row which row, from 1
 * @param version the model's version; empty where the service named none
 * @param predictedClass the class; empty for a regression, where it was not asked for, and where no column is known for it
 * @param probabilities by class, in the order of the output; empty for a regression
 * @param value the predicted number; empty for a classification
 * @param inputs the columns of the input that the output repeats, in its order
 * @param columns every column of {@code prediction_valid.csv}, in order
 * @param reasons what the columns of the input had to do with it, at most 10,000; empty unless asked for
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
     * Copies maps and lists, in their order.
     *
     * @param row as for the record
     * @param version as for the record
     * @param predictedClass as for the record
     * @param probabilities as for the record
     * @param value as for the record
     * @param inputs as for the record
     * @param columns as for the record
     * @param reasons as for the record
     * @param failure as for the record
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
     * A row without a prediction.
     *
     * @param row which row, from 1
     * @param failure why
     * @return the row's place in the stream
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
     * Whether there is no prediction.
     *
     * @return true if there is a failure in its place
     */
    public boolean isFailed() {
        return failure.isPresent();
    }
}
