package io.github.predictionone.quickstart;

import io.github.predictionone.WatchEvent;
import io.github.predictionone.classifier.ClassifierEvent;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.training.PollFailed;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.StatusUnchanged;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingFinished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Describes events in words. */
final class EventText {

    private EventText() {}

    static String of(WatchEvent event) {
        if (event instanceof StatusEvent training) {
            return ofTraining(training);
        }
        if (event instanceof RetrainingEvent retraining) {
            return ofRetraining(retraining);
        }
        return event instanceof ClassifierEvent classifier ? ofClassifier(classifier) : event.type();
    }

    private static String ofTraining(StatusEvent event) {
        if (event instanceof StatusChanged changed) {
            return changed.status().word();
        }
        if (event instanceof StatusUnchanged unchanged) {
            return unchanged(unchanged.status().word());
        }
        if (event instanceof TrainingFinished finished) {
            return finished.status().word();
        }
        if (event instanceof TrainingFailed failed) {
            return failed.status().word() + reason(failed.status().message());
        }
        if (event instanceof PollFailed failed) {
            return noAnswer(failed.reason(), failed.nextPollIn());
        }
        return event instanceof ResultDownloaded downloaded
                ? downloaded(downloaded.file(), downloaded.size(), downloaded.sha256())
                : event.type();
    }

    private static String ofRetraining(RetrainingEvent event) {
        if (event instanceof RetrainingEvent.StatusChanged changed) {
            return changed.status().word();
        }
        if (event instanceof RetrainingEvent.StatusUnchanged unchanged) {
            return unchanged(unchanged.status().word());
        }
        if (event instanceof RetrainingEvent.RetrainingFinished finished) {
            return finished.status().word();
        }
        if (event instanceof RetrainingEvent.RetrainingFailed failed) {
            return failed.status().word() + reason(failed.status().message());
        }
        if (event instanceof RetrainingEvent.PollFailed failed) {
            return noAnswer(failed.reason(), failed.nextPollIn());
        }
        return event instanceof RetrainingEvent.ResultDownloaded downloaded
                ? downloaded(downloaded.file(), downloaded.size(), downloaded.sha256())
                : event.type();
    }

    private static String ofClassifier(ClassifierEvent event) {
        if (event instanceof ClassifierEvent.StatusChanged changed) {
            return changed.status().word();
        }
        if (event instanceof ClassifierEvent.StatusUnchanged unchanged) {
            return unchanged(unchanged.status().word());
        }
        if (event instanceof ClassifierEvent.PollFailed failed) {
            return noAnswer(failed.reason(), failed.nextPollIn());
        }
        // The other events end a watch, and their types name the outcome.
        return event.type().replace('-', ' ');
    }

    /** Returns why something failed, if the service gave a reason. */
    static String reason(Optional<String> message) {
        return message.map(text -> ": " + text).orElse("");
    }

    private static String unchanged(String word) {
        return word + " (unchanged, the service answers)";
    }

    private static String noAnswer(String reason, Duration nextPollIn) {
        return "no answer, next poll in " + nextPollIn.toSeconds() + " s: " + reason;
    }

    private static String downloaded(Path file, long size, String sha256) {
        return "downloaded " + file + " (" + size + " bytes, SHA-256 " + sha256 + ")";
    }
}
