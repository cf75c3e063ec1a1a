package io.github.predictionone.quickstart;

import io.github.predictionone.WatchEvent;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierEvent;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.quickstart.Failure.CommandException;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Watches trainings, retrainings and classifiers to their end. If the user interrupts a download, prints how to
 * continue it.
 *
 * @param client sends the requests
 * @param options say how to watch
 * @param console shows what happens
 */
record Watching(PredictionOneClient client, WatchOptions options, Console console) {

    void toTheEnd(TrainingId id) {
        StatusEvent last = last(client.watchTraining(id, options), "download " + id);
        if (last instanceof TrainingFailed failed) {
            throw new CommandException(
                    Failure.TRAINING_FAILED,
                    "training " + id + " failed"
                            + EventText.reason(failed.status().message()));
        }
    }

    void toTheEnd(RetrainJobId id) {
        RetrainingEvent last = last(client.retraining().watch(id, options), "retrain " + id.model() + " --job " + id);
        if (last instanceof RetrainingEvent.RetrainingFailed failed) {
            throw new CommandException(
                    Failure.TRAINING_FAILED,
                    "retraining " + id + " failed"
                            + EventText.reason(failed.status().message()));
        }
    }

    /** Waits until the classifier runs, and returns it. */
    Classifier untilRunning(ClassifierId id) {
        ClassifierEvent last = last(client.classifiers().watch(id, options), "");
        if (!(last instanceof ClassifierEvent.ClassifierRunning)) {
            throw new CommandException(Failure.CLASSIFIER, "classifier " + id + " is not running");
        }
        return client.classifiers().find(id).blockOptional().orElseThrow();
    }

    /** Waits until the classifier has terminated. */
    void untilTerminated(ClassifierId id) {
        last(client.classifiers().watch(id, options), "");
    }

    private <E extends WatchEvent> @Nullable E last(Flux<E> events, String continuation) {
        Thread hint = new Thread(() -> options.downloadTo().ifPresent(target -> interrupted(continuation, target)));
        Runtime.getRuntime().addShutdownHook(hint);
        E last = events.doOnNext(console::show).blockLast();
        Runtime.getRuntime().removeShutdownHook(hint);
        return last;
    }

    // Bypasses the console, whose progress bar may be in the middle of a line.
    private void interrupted(String continuation, Path target) {
        client.close();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        if (Files.exists(part)) {
            System.err.println();
            System.err.println("Interrupted. The bytes received so far are in " + part + "; `" + continuation
                    + " --output " + target + "` continues the download.");
        }
    }
}
