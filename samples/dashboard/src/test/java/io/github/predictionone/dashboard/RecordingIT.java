package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.testsupport.AdjustableClock;
import io.github.predictionone.training.TrainingId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RecordingIT {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    @TempDir
    private Path directory;

    private final AdjustableClock clock = AdjustableClock.running();
    private PredictionOneEmulator emulator;

    @BeforeEach
    void start() {
        emulator = PredictionOneEmulator.builder()
                .clock(clock)
                .pace(Duration.ofMinutes(1))
                .secretKey("secret")
                .start();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    @DisplayName("4.7 a restarted dashboard resumes its watches, and no event is missed or recorded twice")
    void goesOn() {
        TrainingId id = TrainingId.of(emulator.putTraining(List.of("waiting", "training", "finished"), new byte[0]));
        try (ConfigurableApplicationContext first = dashboard(emulator.origin())) {
            first.getBean(TrainingStore.class).add(Trainings.started(id.value(), 100));
            first.getBean(TrainingRecorder.class).watch(id);
            await(first, id, training -> training.events().size() == 1);
        }
        clock.advance(Duration.ofMinutes(1));
        try (ConfigurableApplicationContext second = dashboard(emulator.origin())) {
            await(second, id, training -> training.events().size() == 2);
            clock.advance(Duration.ofMinutes(1));
            Training ended = await(second, id, Training::isOver);

            assertThat(ended.events())
                    .map(event -> event.path("status").path("word").asString())
                    .containsExactly("waiting", "training", "finished");
        }
    }

    @Test
    @DisplayName("a training is unknown while the service does not know it, and is recorded again when it does")
    void unknown() {
        TrainingId id = TrainingId.of(emulator.putTraining(List.of("waiting", "finished"), new byte[0]));
        PredictionOneEmulator other =
                PredictionOneEmulator.builder().secretKey("secret").start();
        try (ConfigurableApplicationContext elsewhere = dashboard(other.origin())) {
            elsewhere.getBean(TrainingStore.class).add(Trainings.started(id.value(), 100));
            elsewhere.getBean(TrainingRecorder.class).watch(id);
            await(elsewhere, id, training -> training.state() == Training.State.UNKNOWN);
        } finally {
            other.close();
        }
        try (ConfigurableApplicationContext back = dashboard(emulator.origin())) {
            Training training = await(back, id, known -> known.state() == Training.State.IN_PROGRESS);
            assertThat(training.events()).hasSize(1);
        }
    }

    @Test
    @DisplayName("a stream without an id has the events of all trainings in progress and ends with the last one")
    void streamsAll() {
        try (ConfigurableApplicationContext dashboard = dashboard(emulator.origin())) {
            List<String> words = List.of("waiting", "finished");
            for (String id :
                    List.of(emulator.putTraining(words, new byte[0]), emulator.putTraining(words, new byte[0]))) {
                dashboard.getBean(TrainingStore.class).add(Trainings.started(id, 100));
            }
            Flux<String> events = WebClient.create(
                            "http://localhost:" + dashboard.getEnvironment().getProperty("local.server.port"))
                    .get()
                    .uri("/api/events")
                    .retrieve()
                    .bodyToFlux(EVENT)
                    .mapNotNull(ServerSentEvent::event);

            events.as(StepVerifier::create)
                    .expectNext("status-changed", "status-changed")
                    .then(() -> clock.advance(Duration.ofMinutes(1)))
                    .expectNext("training-finished", "training-finished", "end")
                    .verifyComplete();
        }
    }

    private static Training await(
            ConfigurableApplicationContext dashboard, TrainingId id, Predicate<Training> condition) {
        TrainingStore store = dashboard.getBean(TrainingStore.class);
        return Mono.fromSupplier(() -> store.find(id).filter(condition))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .repeatWhenEmpty(Integer.MAX_VALUE, again -> again.delayElements(Duration.ofMillis(20)))
                .block();
    }

    private ConfigurableApplicationContext dashboard(URI service) {
        return new SpringApplicationBuilder(Dashboard.class)
                .run(
                        "--server.port=0",
                        "--dashboard.directory=" + directory,
                        "--predictionone.base-url=" + service,
                        "--predictionone.secret-key=secret");
    }
}
