package io.github.predictionone.emulator;

import io.github.predictionone.emulator.ObjectStore.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/** All trainings, and the workers that train. */
final class Trainings {

    private static final Logger LOG = LoggerFactory.getLogger(PredictionOneEmulator.class);

    private final Map<String, ExternalProcess> processes = new ConcurrentHashMap<>();
    private final ObjectStore objects;
    private final Scheduler workers;
    private final Clock clock;
    private final Duration pace;

    Trainings(ObjectStore objects, Scheduler workers, Clock clock, Duration pace) {
        this.objects = objects;
        this.workers = workers;
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

    void start(ExternalProcess process, TrainingSettings settings) {
        Path data = file(process.trainingPath());
        if (data == null) {
            throw Refusal.badRequest("The training data has not been uploaded.");
        }
        Training training = Training.started(clock.instant(), pace);
        process.start(training);
        TrainingJob job = new TrainingJob(
                settings, process.extension(), data, file(process.evaluationPath()), file(process.columnInfoPath()));
        workers.schedule(() -> train(process, training, job));
    }

    private void train(ExternalProcess process, Training training, TrainingJob job) {
        try {
            Path archive = objects.newFile();
            ResultZip.write(archive, job.run());
            objects.put(process.resultPath(), archive);
            training.finished(archive, clock.instant());
        } catch (TrainingFailure e) {
            training.failed(String.valueOf(e.getMessage()), clock.instant());
        } catch (IOException | RuntimeException e) {
            LOG.error("training {} broke", process.id(), e);
            training.failed("The emulator could not train: " + e, clock.instant());
        }
    }

    /** A training by a script: each word for a while, the last one for ever. */
    String script(List<String> words, Path archive) {
        ExternalProcess process = open("csv");
        try {
            objects.put(process.resultPath(), archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.start(Training.scripted(words, archive, clock.instant(), pace));
        return process.id();
    }

    @Nullable
    Path file(String path) {
        Stored stored = objects.get(path);
        return stored == null ? null : stored.file();
    }
}
