package io.github.predictionone.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.classifier.AccessRule;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.reactor.ClassifierOperations;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

/** Runs the examples of the README, and compares their source with it. */
class ReadmeIT {

    // The time of the emulator while its clock is stopped; null: it runs.
    private volatile Instant stopped;
    private final InstantSource time = () -> stopped == null ? Instant.now() : stopped;
    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .pace(Duration.ofSeconds(1))
            .classifierBuildTime(Duration.ZERO)
            .clock(time.withZone(ZoneOffset.UTC))
            .start();
    private final PredictionOneClient client = PredictionOneClient.builder()
            .baseUrl(emulator.origin())
            .secretKey(emulator.secretKey())
            .build();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        client.close();
        emulator.close();
    }

    private static void assertShown(String file, String from, String to) throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/github/predictionone/quickstart", file));
        int start = source.lastIndexOf(from);
        String example = source.substring(start, source.indexOf(to, start) + to.length());
        assertThat(Files.readString(Path.of("../../README.md"))).containsIgnoringWhitespaces(example);
    }

    @Test
    void streamsToABrowser() throws IOException {
        assertShown("TrainingController.java", "@RestController", "watchTraining(id);");
        // Stop the emulator's clock until the first status arrives, however long that takes.
        stopped = Instant.now();
        String id = emulator.putTraining(List.of("waiting", "finished"), new byte[0]);
        List<String> events = WebTestClient.bindToController(new TrainingController(client))
                .configureClient()
                .responseTimeout(Duration.ofHours(1))
                .build()
                .get()
                .uri("/trainings/{id}/events", id)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody()
                .doOnNext(event -> stopped = null)
                .collectList()
                .block();
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).startsWith("{\"type\":\"status-changed\",\"eventId\":");
        assertThat(events.get(1)).startsWith("{\"type\":\"training-finished\"");
    }

    @Test
    void fromAFileToAResult() throws IOException {
        assertShown("ReadmeIT.java", "TrainingConfig config", "withDownloadTo(target)));");
        Path csv = Path.of("data/premium-service.csv");
        Path target = directory.resolve("result.zip");
        TrainingConfig config = TrainingConfig.binaryClassification("premium", "yes");
        Flux<StatusEvent> events = client.uploadTrainingData(TrainingData.of(csv))
                .flatMap(id -> client.train(TrainRequest.of(id, "premium", config)))
                .flatMapMany(
                        id -> client.watchTraining(id, WatchOptions.defaults().withDownloadTo(target)));
        assertThat(events.blockLast()).isInstanceOf(ResultDownloaded.class);
    }

    @Test
    void fromAModelToPredictions() throws IOException {
        assertShown("ReadmeIT.java", "ClassifierOperations classifiers", "predict(classifier, csv));");
        Path csv = Path.of("data/premium-service.csv");
        Map<String, String> config = Map.of("tc", "premium", "tt", "binary_classification", "tv", "yes", "cv", "1");
        ModelId model = ModelId.of(emulator.trainModel("premium", csv, config));
        String office = "127.0.0.0/8";
        ClassifierOperations classifiers = client.classifiers();
        Flux<Prediction> predictions = classifiers
                .create(ClassifierRequest.of(model, AccessRule.allow(office, 1)))
                .flatMap(created -> classifiers.watch(created.id()).then(classifiers.find(created.id())))
                .flatMapMany(classifier -> classifiers.predict(classifier, csv));
        assertThat(predictions.take(20).collectList().block())
                .hasSize(20)
                .allMatch(prediction -> prediction.predictedClass().isPresent());
    }
}
