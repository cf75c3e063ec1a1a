package io.github.predictionone.dashboard;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.ResultArchive;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Stores the archives of finished trainings, so that their reports remain available. */
@Component
final class Results {

    private final PredictionOneClient client;
    private final Path directory;
    private final Map<TrainingId, Mono<Path>> downloads = new ConcurrentHashMap<>();

    Results(PredictionOneClient client, DashboardProperties properties) throws IOException {
        this.client = client;
        directory = properties.directory().resolve("results");
        Files.createDirectories(directory);
    }

    /** Returns the report of a finished training. Downloads the archive if it is not stored yet. */
    Mono<Report> report(TrainingId id) {
        return archive(id).publishOn(Schedulers.boundedElastic()).map(file -> Report.of(ResultArchive.of(file)));
    }

    /** Returns the stored archive. Concurrent requests for the same archive share one download. */
    Mono<Path> archive(TrainingId id) {
        return Mono.defer(() -> {
                    Path file = file(id);
                    return Files.exists(file)
                            ? Mono.just(file)
                            : downloads.computeIfAbsent(
                                    id,
                                    key -> client.downloadResult(id, file)
                                            .thenReturn(file)
                                            .doFinally(end -> downloads.remove(id))
                                            .cache());
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    void delete(TrainingId id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    /** Hashes the id, which comes from the service and may contain characters that a file name can't. */
    private Path file(TrainingId id) {
        return directory.resolve(UUID.nameUUIDFromBytes(id.value().getBytes(StandardCharsets.UTF_8)) + ".zip");
    }
}
