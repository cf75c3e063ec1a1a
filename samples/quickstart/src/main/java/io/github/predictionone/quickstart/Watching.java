package io.github.predictionone.quickstart;

import io.github.predictionone.quickstart.Failure.CommandException;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingId;
import java.nio.file.Files;
import java.nio.file.Path;

/** Follows a training to its end, and says what is left behind when the user interrupts. */
final class Watching {

    private Watching() {}

    static void toTheEnd(PredictionOneClient client, TrainingId id, WatchOptions options, Console console) {
        Thread hint = new Thread(() -> options.downloadTo().ifPresent(target -> interrupted(client, id, target)));
        Runtime.getRuntime().addShutdownHook(hint);
        StatusEvent last =
                client.watchTraining(id, options).doOnNext(console::show).blockLast();
        Runtime.getRuntime().removeShutdownHook(hint);
        if (last instanceof TrainingFailed failed) {
            throw new CommandException(
                    Failure.TRAINING_FAILED, "training " + id + " failed" + Console.reason(failed.status()));
        }
    }

    // Written past the console, whose bar may be in the middle of a line.
    private static void interrupted(PredictionOneClient client, TrainingId id, Path target) {
        client.close();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        if (Files.exists(part)) {
            System.err.println();
            System.err.println("Interrupted. What has come so far is in " + part + "; `download " + id + " --output "
                    + target + "` continues it.");
        }
    }
}
