package io.github.predictionone.emulator;

import io.github.predictionone.emulator.learning.DataTable;
import io.github.predictionone.emulator.learning.Outcome;
import io.github.predictionone.emulator.learning.ResultZip;
import io.github.predictionone.emulator.learning.TrainingFailure;
import io.github.predictionone.emulator.learning.TrainingJob;
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
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/** All trainings; creates their data sets and models. */
final class Trainings {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.emulator.trainings");

    private final Map<String, ExternalProcess> processes = new ConcurrentHashMap<>();
    private final ObjectStore objects;
    private final DataSets dataSets;
    private final Models models;
    private final Scheduler trainers;
    private final Clock clock;
    private final Duration pace;

    Trainings(ObjectStore objects, DataSets dataSets, Models models, Scheduler trainers, Clock clock, Duration pace) {
        this.objects = objects;
        this.dataSets = dataSets;
        this.models = models;
        this.trainers = trainers;
        this.clock = clock;
        this.pace = pace;
    }

    ExternalProcess open(String extension) {
        ExternalProcess process = new ExternalProcess(UUID.randomUUID().toString(), extension);
        processes.put(process.id(), process);
        return process;
    }

    ExternalProcess require(String id) {
        ExternalProcess process = processes.get(id);
        if (process == null) {
            throw Refusal.badRequest("Not found external_process_id.");
        }
        return process;
    }

    void start(ExternalProcess process, TrainingRequest request) {
        Path data = file(process.trainingPath());
        if (data == null) {
            throw Refusal.badRequest("The training data has not been uploaded.");
        }
        Training training = Training.started(StatusWords.TRAINING, clock.instant(), pace);
        process.start(training);
        trainers.schedule(() -> {
            try {
                train(process, training, request, data);
            } catch (TrainingFailure e) {
                training.failed(String.valueOf(e.getMessage()), clock.instant());
            } catch (IOException | RuntimeException | Error e) {
                // Closing the emulator deletes its files: a failure after that is not an error.
                if (!trainers.isDisposed()) {
                    LOG.error("training {} failed", process.id(), e);
                }
                training.failed("The emulator could not train: " + e, clock.instant());
            }
        });
    }

    private void train(ExternalProcess process, Training training, TrainingRequest request, Path data)
            throws IOException {
        DataTable table = DataTable.read(data, process.extension());
        dataSets.add(request.name(), process.extension(), process.trainingPath(), table);
        Outcome outcome = new TrainingJob(
                        request.settings(),
                        process.extension(),
                        table,
                        file(process.evaluationPath()),
                        file(process.columnInfoPath()))
                .run();
        Path archive = objects.newFile();
        ResultZip.write(archive, outcome);
        objects.put(process.resultPath(), archive);
        Instant end = clock.instant();
        models.add(request.name(), 1, request.config(), training.shownAt(end), outcome.predictor());
        training.finished(archive, end);
    }

    /** Trains in the calling thread. */
    TrainedModel train(TrainingRequest request, Path csv) {
        Outcome outcome = new TrainingJob(request.settings(), "csv", DataTable.read(csv, "csv"), null, null).run();
        return models.add(request.name(), 1, request.config(), clock.instant(), outcome.predictor());
    }

    /** Starts a training that follows a script: each word is shown for one pace, and the last one stays. */
    String script(List<String> words, Path archive) {
        ExternalProcess process = open("csv");
        try {
            objects.put(process.resultPath(), archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.start(Training.scripted(StatusWords.TRAINING, words, archive, clock.instant(), pace));
        return process.id();
    }

    @Nullable
    Path file(String path) {
        Stored stored = objects.get(path);
        return stored == null ? null : stored.file();
    }
}
