package io.github.predictionone.dashboard;

import static org.awaitility.Awaitility.await;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.testsupport.AdjustableClock;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** The dashboard on its own port, and an emulator whose trainings progress when a test advances the clock. */
final class ServedDashboard implements BeforeAllCallback, AfterAllCallback {

    private static final Duration PACE = Duration.ofHours(1);

    private final AdjustableClock clock = AdjustableClock.running();
    private Path directory;
    private PredictionOneEmulator emulator;
    private ConfigurableApplicationContext application;
    private String port = "0";

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("dashboard");
        emulator = PredictionOneEmulator.builder()
                .clock(clock)
                .pace(PACE)
                .apiKeyLifetime(Duration.ofDays(100))
                .secretKey("secret")
                .start();
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        stop();
        emulator.close();
        FileSystemUtils.deleteRecursively(directory);
    }

    /** Starts the dashboard, after a stop on the same port as before. */
    void start() {
        application = new SpringApplicationBuilder(Dashboard.class, ServerConnections.class)
                .run(
                        "--server.port=" + port,
                        "--dashboard.directory=" + directory,
                        "--predictionone.base-url=" + emulator.origin(),
                        "--predictionone.secret-key=secret");
        port = application.getEnvironment().getRequiredProperty("local.server.port");
    }

    void stop() {
        application.close();
    }

    /** Closes every connection. New ones are accepted immediately. */
    void cutConnections() {
        application.getBean(ServerConnections.class).cut();
    }

    String home() {
        return "http://localhost:" + port + "/";
    }

    String page(TrainingId id) {
        return page("localhost", id);
    }

    /** Returns the URL of the page under another name of this machine. */
    String page(String host, TrainingId id) {
        return "http://" + host + ":" + port + "/training.html?id=" + id.value();
    }

    /** Adds a training whose status takes these words, one after the other. */
    TrainingId train(String name, String... words) {
        TrainingId id = TrainingId.of(emulator.putTraining(List.of(words), ResultArchives.USUAL));
        application
                .getBean(TrainingStore.class)
                .add(new Training(
                        id,
                        name,
                        "weather.csv",
                        "weather",
                        TrainingType.BINARY_CLASSIFICATION,
                        120,
                        Instant.now(),
                        Training.State.IN_PROGRESS,
                        null,
                        List.of()));
        application.getBean(TrainingRecorder.class).watch(id);
        return id;
    }

    /** Advances every training to its next status word. */
    void nextWord() {
        clock.advance(PACE);
    }

    /** Advances every training to its end. */
    void lastWord() {
        clock.advance(PACE.multipliedBy(10));
    }

    /** Waits until the server has recorded a status word, whatever the pages do. */
    void awaitWord(TrainingId id, String word) {
        await().forever()
                .until(() -> events(id).stream()
                        .anyMatch(event ->
                                word.equals(event.path("status").path("word").asString(""))));
    }

    List<String> eventIds(TrainingId id) {
        return events(id).stream()
                .map(event -> event.path("eventId").asString())
                .toList();
    }

    /** Returns the number of polls of the training's status that the service received. */
    long polls(TrainingId id) {
        return emulator.requests().stream()
                .filter(request -> request.target().startsWith("/v1/external/models/results")
                        && request.target().contains(id.value()))
                .count();
    }

    private List<JsonNode> events(TrainingId id) {
        return application.getBean(TrainingStore.class).find(id).orElseThrow().events();
    }
}
