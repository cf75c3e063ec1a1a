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
 * Predicts for the rows of a file, and shows how far it is.
 *
 * @param client asks
 * @param options how
 * @param console shows the progress
 */
record Predicting(PredictionOneClient client, PredictOptions options, Console console) {

    /** Into a file; gives back how many rows failed. */
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

    /** One after the other; gives back how many rows failed. */
    long forEach(Classifier classifier, Path rows, Consumer<Prediction> consumer) throws IOException {
        long total = InputFile.rows(rows);
        long failed = 0;
        Flux<Prediction> predictions = client.classifiers().predict(classifier, rows, options);
        // Written on this thread, which may block, while the next ones are under way.
        for (Prediction prediction : predictions.toIterable(options.concurrency())) {
            consumer.accept(prediction);
            failed += prediction.isFailed() ? 1 : 0;
            console.rows("Predict", prediction.row(), total);
        }
        return failed;
    }
}
