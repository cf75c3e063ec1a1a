package io.github.predictionone.quickstart;

import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.quickstart.Failure.CommandException;
import io.github.predictionone.reactor.PredictionOneClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;

/**
 * Predicts for the rows of a file, and shows the progress.
 *
 * @param client sends the requests
 * @param options say how to predict
 * @param console shows the progress
 */
record Predicting(PredictionOneClient client, PredictOptions options, Console console) {

    /** Writes the predictions to a file, and returns the number of rows that failed. */
    long toFile(Classifier classifier, Path rows, Path out) throws IOException {
        try (PredictionFile file = new PredictionFile(out, options.failedRows())) {
            try {
                long failed = forEach(classifier, rows, file::add);
                file.complete();
                return failed;
            } catch (RuntimeException e) {
                throw new CommandException(
                        e, "; the predictions of the first " + file.rows() + " rows are in " + file.part());
            }
        }
    }

    /** Passes each prediction to the consumer, and returns the number of rows that failed. */
    long forEach(Classifier classifier, Path rows, Consumer<Prediction> consumer) throws IOException {
        long total = InputFile.rows(rows);
        long failed = 0;
        Flux<Prediction> predictions = client.classifiers().predict(classifier, rows, options);
        // The consumer runs on this thread, which may block, while the next requests are under way.
        for (Prediction prediction : predictions.toIterable(options.concurrency())) {
            consumer.accept(prediction);
            failed += prediction.isFailed() ? 1 : 0;
            console.rows("Predict", prediction.row(), total);
        }
        return failed;
    }
}
