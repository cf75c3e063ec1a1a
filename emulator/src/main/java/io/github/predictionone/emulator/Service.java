package io.github.predictionone.emulator;

import io.github.predictionone.emulator.storage.ObjectStore;
import io.github.predictionone.emulator.storage.SignedUrls;
import io.github.predictionone.emulator.storage.StorageRoutes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The parts of the service behind its two ports. */
final class Service implements AutoCloseable {

    private static final int THREADS = 2;

    // Separate schedulers: a training must not delay answers.
    private final Scheduler trainers = scheduler("emulator-trainer");
    private final Scheduler workers = scheduler("emulator-worker");
    private final Scheduler files = scheduler("emulator-files");

    final ObjectStore objects = new ObjectStore();
    final Keys keys;
    final SignedUrls urls;
    final Models models;
    final DataSets dataSets;
    final Trainings trainings;
    final Retrainings retrainings;
    final Classifiers classifiers;
    final ApiRoutes api;
    final StorageRoutes storage;

    Service(Settings settings, Supplier<String> apiOrigin, Supplier<String> storageOrigin) {
        Clock clock = settings.clock;
        keys = new Keys(settings.secretKey, settings.apiKeyLifetime, clock);
        urls = new SignedUrls(storageOrigin, settings.urlLifetime, clock);
        models = new Models(clock);
        dataSets = new DataSets(objects, clock);
        trainings = new Trainings(objects, dataSets, models, trainers, clock, settings.pace);
        retrainings = new Retrainings(objects, models, trainers, clock, settings.retrainingPace);
        classifiers = new Classifiers(clock, settings.buildTime);
        api = new ApiRoutes(
                Stream.of(
                                new KeyRoutes(keys, models).routes(),
                                new TrainRoutes(keys, trainings, urls, clock).routes(),
                                new ModelRoutes(keys, models).routes(),
                                new DataSetRoutes(keys, dataSets, urls).routes(),
                                new RetrainingRoutes(keys, models, retrainings, classifiers, urls, clock).routes(),
                                new ClassifierRoutes(keys, models, classifiers, apiOrigin, clock).routes(),
                                new InferenceRoutes(classifiers, clock, settings.trialQuota).routes())
                        .flatMap(List::stream)
                        .toList(),
                workers);
        storage = new StorageRoutes(objects, urls, files, retrainings::uploaded);
    }

    /** The settings of the builder. */
    record Settings(
            String secretKey,
            Duration apiKeyLifetime,
            Duration urlLifetime,
            Duration pace,
            Duration retrainingPace,
            Duration buildTime,
            int trialQuota,
            Clock clock) {}

    private static Scheduler scheduler(String name) {
        return Schedulers.newBoundedElastic(THREADS, Integer.MAX_VALUE, name, 60, true);
    }

    @Override
    public void close() {
        trainers.dispose();
        workers.dispose();
        files.dispose();
        objects.close();
    }
}
