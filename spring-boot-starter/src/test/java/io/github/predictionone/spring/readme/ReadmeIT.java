package io.github.predictionone.spring.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.spring.PredictionOneProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.unit.DataSize;

/** Tests that the README's application is complete, and that the README shows its sources. */
@SpringBootTest(classes = DashboardApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource("classpath:readme.properties")
class ReadmeIT {

    private static final Path SOURCES = Path.of("src/test/java/io/github/predictionone/spring/readme");

    // The service's time while its clock is stopped; null while the clock runs.
    private static volatile Instant stopped;
    private static final InstantSource TIME = () -> stopped == null ? Instant.now() : stopped;
    private static final PredictionOneEmulator EMULATOR = PredictionOneEmulator.builder()
            .pace(Duration.ofSeconds(1))
            .clock(TIME.withZone(ZoneOffset.UTC))
            .start();

    @LocalServerPort
    private int port;

    @Autowired
    private PredictionOneProperties properties;

    @DynamicPropertySource
    static void service(DynamicPropertyRegistry registry) {
        registry.add("PREDICTION_ONE_SECRET_KEY", EMULATOR::secretKey);
        registry.add("predictionone.base-url", EMULATOR::origin);
    }

    @AfterAll
    static void close() {
        EMULATOR.close();
    }

    private WebTestClient.ResponseSpec get(String path, Object... variables) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofHours(1))
                .build()
                .get()
                .uri(path, variables)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange();
    }

    @Test
    @DisplayName("4.1 an application that has only the starter serves a live status stream")
    void streamsToABrowser() {
        // The clock stands still until the first status has arrived, however long that takes.
        stopped = Instant.now();
        String id = EMULATOR.putTraining(List.of("waiting", "finished"), new byte[0]);
        List<String> events = new ArrayList<>();
        List<String> data = get("/trainings/{id}/events", id)
                .expectStatus()
                .isOk()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .getResponseBody()
                .filter(event -> event.event() != null)
                .doOnNext(event -> {
                    stopped = null;
                    events.add(event.event());
                })
                .map(event -> String.valueOf(event.data()))
                .collectList()
                .block();
        assertThat(events).containsExactly("status-changed", "training-finished", "end");
        assertThat(data).first().asString().contains("\"word\":\"waiting\"");
    }

    @Test
    @DisplayName("1.3 an id in a path needs no converter, and an invalid id receives 400")
    void ids() {
        get("/trainings/{id}/events", " ").expectStatus().isBadRequest();
    }

    @Test
    void itsPropertiesAreTheClients() {
        assertThat(properties.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(properties.maxResultSize()).isEqualTo(DataSize.ofGigabytes(2));
    }

    @Test
    void theReadmeShowsIt() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String source = Files.readString(SOURCES.resolve("TrainingController.java"));
        assertThat(readme).contains(source.substring(source.indexOf("@RestController")));
        assertThat(readme).contains(Files.readString(Path.of("src/test/resources/readme.properties")));
    }

    @Test
    void itsOneMethodIsShort() throws IOException {
        String source = Files.readString(SOURCES.resolve("TrainingController.java"));
        assertThat(source.substring(source.indexOf("    @GetMapping")).lines()).hasSizeLessThanOrEqualTo(10);
    }
}
