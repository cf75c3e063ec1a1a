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

/** The archives of finished trainings, kept here so that their reports stay readable. */
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

    /** The report of a finished training; its archive is downloaded where it isn't here yet. */
    Mono<Report> report(TrainingId id) {
        return archive(id).publishOn(Schedulers.boundedElastic()).map(file -> Report.of(ResultArchive.of(file)));
    }

    /** One download for all who ask at the same time. */
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

    /** An id is the service's: it may hold what no file name can. */
    private Path file(TrainingId id) {
        return directory.resolve(UUID.nameUUIDFromBytes(id.value().getBytes(StandardCharsets.UTF_8)) + ".zip");
    }
}
