package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.testsupport.CapturedLogs;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.test.StepVerifier;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Instrumentation that throws in each of its own methods, or in each method of the objects that it returns. */
class BrokenInstrumentationTest {

    private static final String DATA = "a\n1\n";

    @TempDir
    private Path directory;

    private RawServer server;

    @BeforeEach
    void open() throws IOException {
        server = new RawServer();
        String url = "\":\"" + server.uri() + "/data.csv\"";
        String body = "{\"status\":\"training\",\"external_process_id\":\"t\",\"learn_data_set_upload_url" + url
                + ",\"eval_data_set_upload_url" + url + ",\"column_info_upload_url" + url + "}";
        server.otherwise((head, socket, out) -> {
            if (head.startsWith("PUT")) {
                socket.getInputStream().readNBytes(DATA.length());
            }
            out.write(("HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
            return true;
        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** An {@link Error}, not an exception, as a missing class causes one. */
    private static NoClassDefFoundError failure() {
        return new NoClassDefFoundError("a class of the instrumentation");
    }

    private static final class BrokenCall implements Instrumentation.Call {

        @Override
        public Map<String, String> headers() {
            throw failure();
        }

        @Override
        public Context contextOf(Context context) {
            throw failure();
        }

        @Override
        public void attempted() {
            throw failure();
        }

        @Override
        public void answered(int status) {
            throw failure();
        }

        @Override
        public void ended(Instrumentation.Outcome outcome, @Nullable Throwable failure) {
            throw failure();
        }
    }

    private static final class BrokenTransfer implements Instrumentation.Transfer {

        @Override
        public void transferred(long bytes) {
            throw failure();
        }

        @Override
        public void ended(Instrumentation.Outcome outcome, @Nullable Throwable failure) {
            throw failure();
        }
    }

    private static final class BrokenOperation implements Instrumentation.Operation {

        @Override
        public void ended(Instrumentation.Outcome outcome, @Nullable Throwable failure) {
            throw failure();
        }
    }

    private record Broken(boolean atOnce) implements Instrumentation {

        private <T> T broken(T later) {
            if (atOnce) {
                throw failure();
            }
            return later;
        }

        @Override
        public Disposable clientBuilt(
                @Nullable CircuitBreaker circuitBreaker, IntSupplier pollers, IntSupplier blocked) {
            return broken(() -> {
                throw failure();
            });
        }

        @Override
        public Call callStarted(ApiCall call, ContextView context) {
            return broken(new BrokenCall());
        }

        @Override
        public Operation permitWaitStarted(Lane lane, ContextView context) {
            return broken(new BrokenOperation());
        }

        @Override
        public Operation pollStarted(ContextView context) {
            return broken(new BrokenOperation());
        }

        @Override
        public Operation watchStarted(ContextView context) {
            return broken(new BrokenOperation());
        }

        @Override
        public Transfer transferStarted(Direction direction, ContextView context) {
            return broken(new BrokenTransfer());
        }
    }

    private static Stream<Map<String, String>> unsendable() {
        Map<String, String> endless = new HashMap<>(Map.of("a", "b")) {
            @Override
            public Set<Map.Entry<String, String>> entrySet() {
                throw failure();
            }
        };
        return Stream.of(
                Collections.singletonMap("a", null),
                Collections.singletonMap(null, "b"),
                Map.of("", "b"),
                Map.of("a b", "c"),
                Map.of("a", "b\nc: d"),
                endless);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("unsendable")
    @DisplayName("1.9 an instrumentation's headers are left out if they cannot be sent")
    void headers(Map<String, String> headers) {
        Instrumentation instrumentation = new Instrumentation() {
            @Override
            public Call callStarted(ApiCall call, ContextView context) {
                return new Call() {
                    @Override
                    public Map<String, String> headers() {
                        return headers;
                    }
                };
            }
        };
        try (PredictionOneClient client = PredictionOneClient.builder()
                .baseUrl(server.uri())
                .apiKey("k")
                .instrumentation(instrumentation)
                .build()) {
            client.trainingStatus(TrainingId.of("t"))
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
        }
    }

    @ParameterizedTest(name = "the instrumentation itself throws: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("1.9 throwing instrumentation breaks no call, watch, transfer or connection, and is logged once")
    void harmless(boolean atOnce) throws IOException {
        Path file = Files.writeString(directory.resolve("data.csv"), DATA);
        WatchOptions often = WatchOptions.defaults()
                .withPollSchedule(PollSchedule.fixed(Duration.ofMillis(1)))
                .withHeartbeats(true);
        try (CapturedLogs logs = new CapturedLogs(PredictionOneClient.class)) {
            try (PredictionOneClient client = PredictionOneClient.builder()
                    .baseUrl(server.uri())
                    .apiKey("k")
                    .maxConnections(1)
                    .requestsPerSecond(100)
                    .instrumentation(new Broken(atOnce))
                    .build()) {
                client.watchTraining(TrainingId.of("t"), often)
                        .take(20)
                        .as(StepVerifier::create)
                        .expectNextCount(20)
                        .verifyComplete();
                client.uploadTrainingData(TrainingData.of(file))
                        .as(StepVerifier::create)
                        .expectNextCount(1)
                        .verifyComplete();
                client.trainingStatus(TrainingId.of("t"))
                        .as(StepVerifier::create)
                        .expectNextCount(1)
                        .verifyComplete();
            }
            assertThat(logs.ours())
                    .filteredOn(line -> line.getLevel() == Level.WARN)
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line.getFormattedMessage()).contains(Broken.class.getName(), "threw"));
        }
    }
}
