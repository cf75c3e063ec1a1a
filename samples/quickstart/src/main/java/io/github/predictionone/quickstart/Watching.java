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
 * Follows something to its end, and says what is left behind when the user interrupts.
 *
 * @param client asks
 * @param options how
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

    /** Until it runs. */
    Classifier untilRunning(ClassifierId id) {
        ClassifierEvent last = last(client.classifiers().watch(id, options), "");
        if (!(last instanceof ClassifierEvent.ClassifierRunning)) {
            throw new CommandException(Failure.CLASSIFIER, "classifier " + id + " does not run");
        }
        return client.classifiers().find(id).blockOptional().orElseThrow();
    }

    /** Until it is gone. */
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

    // Written past the console, whose bar may be in the middle of a line.
    private void interrupted(String continuation, Path target) {
        client.close();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        if (Files.exists(part)) {
            System.err.println();
            System.err.println("Interrupted. What has come so far is in " + part + "; `" + continuation + " --output "
                    + target + "` continues it.");
        }
    }
}
