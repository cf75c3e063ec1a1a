package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.ResultArchive;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/** The whole path in a Spring Boot 3 application: upload, training, a stream of events to a browser, the archive. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LastEventTest {

    @SpringBootApplication
    @Import(TrainingController.class)
    static class Application {

        @Bean
        PredictionOneEmulator emulator() {
            return PredictionOneEmulator.builder().pace(Duration.ZERO).start();
        }

        @Bean
        PredictionOneClient predictionOne(PredictionOneEmulator emulator) {
            return PredictionOneClient.builder()
                    .baseUrl(emulator.origin())
                    .secretKey(emulator.secretKey())
                    .build();
        }
    }

    @RestController
    static class TrainingController {

        private final PredictionOneClient client;

        TrainingController(PredictionOneClient client) {
            this.client = client;
        }

        @GetMapping(path = "/trainings/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<ServerSentEvent<String>> events(@PathVariable TrainingId id) {
            return client.watchTraining(id)
                    .map(event -> ServerSentEvent.builder(event.toJson())
                            .event(event.type())
                            .id(event.eventId())
                            .build());
        }
    }

    @TempDir
    private Path directory;

    @Autowired
    private PredictionOneClient client;

    @LocalServerPort
    private int port;

    @Test
    void lastEvent() throws IOException {
        TrainingId id = client.uploadTrainingData(TrainingData.of(rows()))
                .flatMap(uploaded -> client.train(
                        TrainRequest.of(uploaded, "heat", TrainingConfig.binaryClassification("hot", "yes"))))
                .block();

        List<String> events = WebClient.create("http://127.0.0.1:" + port)
                .get()
                .uri("/trainings/{id}/events", id.value())
                .retrieve()
                .bodyToFlux(String.class)
                .collectList()
                .block();
        assertThat(events.get(events.size() - 1))
                .contains("\"type\":\"training-finished\"", "\"trainingId\":\"" + id.value() + "\"");

        Path target = directory.resolve("result.zip");
        assertThat(client.watchTraining(id, WatchOptions.defaults().withDownloadTo(target))
                        .blockLast()
                        .type())
                .isEqualTo("result-downloaded");
        assertThat(ResultArchive.of(target).entries()).isNotEmpty();
    }

    private Path rows() throws IOException {
        Path csv = directory.resolve("data.csv");
        List<String> lines = IntStream.range(0, 200)
                .mapToObj(i -> i % 40 + "," + i % 7 + "," + (i % 40 > 25 ? "yes" : "no"))
                .toList();
        Files.writeString(csv, "degrees,wind,hot\n" + String.join("\n", lines) + "\n");
        return csv;
    }
}
