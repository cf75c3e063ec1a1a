package io.github.predictionone.emulator;

import io.github.predictionone.emulator.learning.ResultZip;
import io.github.predictionone.emulator.learning.RetrainingData;
import io.github.predictionone.emulator.learning.RetrainingJob;
import io.github.predictionone.emulator.learning.RetrainingJob.Comparison;
import io.github.predictionone.emulator.learning.TrainingFailure;
import io.github.predictionone.emulator.storage.ObjectStore;
import io.github.predictionone.emulator.storage.ObjectStore.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/** All retrainings; creates their models. */
final class Retrainings {

    static final String UPLOADS = "/retrainings/";

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.emulator.retrainings");

    private final Map<String, Retraining> retrainings = new ConcurrentHashMap<>();
    private final ObjectStore objects;
    private final Models models;
    private final Scheduler trainers;
    private final Clock clock;
    private final Duration pace;

    Retrainings(ObjectStore objects, Models models, Scheduler trainers, Clock clock, Duration pace) {
        this.objects = objects;
        this.models = models;
        this.trainers = trainers;
        this.clock = clock;
        this.pace = pace;
    }

    Retraining open(TrainedModel model, String fileName) {
        if (model.predictor() == null) {
            throw Refusal.of(ServiceError.CONFIGURATION_NOT_FOUND);
        }
        return add(new Retraining(model.id(), fileName));
    }

    private Retraining add(Retraining retraining) {
        retrainings.put(retraining.id(), retraining);
        return retraining;
    }

    /** Returns a retraining of this model, or throws a {@code Refusal}. */
    Retraining require(String id, int model) {
        Retraining retraining = retrainings.get(id);
        if (retraining == null || retraining.oldModel() != model) {
            throw Refusal.of(ServiceError.RETRAIN_JOB_NOT_FOUND);
        }
        return retraining;
    }

    /** Starts a retraining if its file is what was uploaded to the storage. */
    void uploaded(String path) {
        if (!path.startsWith(UPLOADS)) {
            return;
        }
        Retraining retraining = retrainings.get(path.split("/", -1)[2]);
        Stored file = objects.get(path);
        Training training = Training.started(StatusWords.RETRAINING, clock.instant(), pace);
        if (retraining != null && file != null && retraining.start(training)) {
            trainers.schedule(() -> retrain(retraining, training, file.file()));
        }
    }

    private void retrain(Retraining retraining, Training training, Path file) {
        try {
            TrainedModel old = models.find(retraining.oldModel());
            if (old == null || old.predictor() == null) {
                throw new TrainingFailure("The model was deleted.");
            }
            RetrainingData data = RetrainingData.read(file, retraining.fileName(), objects::newFile);
            Comparison comparison = RetrainingJob.run(old.predictor(), data);
            Path archive = objects.newFile();
            ResultZip.write(archive, comparison);
            objects.put(retraining.resultPath(), archive);
            Instant end = clock.instant();
            retraining.learnt(models.add(
                    old.name(),
                    old.version() + 1,
                    old.config(),
                    training.shownAt(end),
                    comparison.now().predictor()));
            training.finished(archive, end);
        } catch (TrainingFailure e) {
            training.failed(String.valueOf(e.getMessage()), clock.instant());
        } catch (IOException | RuntimeException | Error e) {
            // Closing the emulator deletes its files: a failure after that is not an error.
            if (!trainers.isDisposed()) {
                LOG.error("retraining {} failed", retraining.id(), e);
            }
            training.failed("The emulator could not retrain: " + e, clock.instant());
        }
    }

    /** Starts a retraining that follows a script and whose new model, if it finishes, is a copy of the old one. */
    String script(TrainedModel model, List<String> words, Path archive) {
        Retraining retraining = add(new Retraining(model.id(), "script.csv"));
        try {
            objects.put(retraining.resultPath(), archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Training training = Training.scripted(StatusWords.RETRAINING, words, archive, clock.instant(), pace);
        retraining.start(training);
        if (training.willFinish()) {
            retraining.learnt(models.add(
                    model.name(),
                    model.version() + 1,
                    model.config(),
                    training.shownAt(clock.instant()),
                    model.predictor()));
        }
        return retraining.id();
    }
}
