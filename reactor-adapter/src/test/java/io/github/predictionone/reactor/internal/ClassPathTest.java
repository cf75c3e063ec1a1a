package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.reactor.PartialClassPath;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingData;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPathTest {

    /** Builds and closes a client. */
    public static final class MakesClient implements Runnable {
        @Override
        public void run() {
            PredictionOneClient.builder()
                    .baseUrl(URI.create("https://localhost:1"))
                    .apiKey("k3y")
                    .build()
                    .close();
        }
    }

    /** Starts and closes an emulator. */
    public static final class StartsEmulator implements Runnable {
        @Override
        public void run() {
            PredictionOneEmulator.builder().start().close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "com.fasterxml.jackson.annotation.JsonSerializeAs, com.fasterxml.jackson.core:jackson-annotations 2.21",
        "io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter, io.github.resilience4j 2.4",
        "io.netty.channel.MultiThreadIoEventLoopGroup, Netty (io.netty)",
        "io.netty.channel.unix.DomainSocketAddress, io.netty:netty-transport-native-unix-common",
        "io.netty.handler.codec.quic.Quic, io.netty:netty-codec-classes-quic",
        "reactor.netty.tcp.SslProvider$GenericSslContextSpec, io.projectreactor.netty:reactor-netty-http 1.2",
        "tools.jackson.databind.introspect.JacksonAnnotationIntrospector, tools.jackson.core:jackson-databind 3.0"
    })
    @DisplayName("building a client on an incompatible class path fails, and the message names the entry to change")
    void refused(String missing, String entry) throws Exception {
        assumeTrue(isHere(missing), "the class does not exist in these versions");
        try (PartialClassPath classPath = without(missing)) {
            Runnable program = classPath.instance(MakesClient.class, Runnable.class);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatIllegalStateException()
                        .isThrownBy(program::run)
                        .withMessageContainingAll("Cannot build the client: the class path lacks " + missing, entry);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "a/", "io.netty"})
    @DisplayName("1.12 even a very long message of the JVM is read quickly")
    void longMessages(String piece) {
        String message = piece.repeat((1 << 20) / piece.length()) + "-";
        assertThatIllegalStateException()
                .isThrownBy(() -> ClassPath.linked(() -> {
                    throw new NoClassDefFoundError(message);
                }))
                .withMessageStartingWith("Cannot build the client");
    }

    private static PartialClassPath without(String missing) throws IOException {
        // Context propagation loads its services through the thread's class loader, so it would find those of the other
        // class path.
        return new PartialClassPath(jar -> jar.startsWith("context-propagation"), missing::equals);
    }

    private static boolean isHere(String name) {
        try {
            Class.forName(name, false, ClassPathTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "com.fasterxml.jackson.annotation.JsonSerializeAs, jackson-annotations 2.21",
        "tools.jackson.databind.json.JsonMapper, one release of Spring Boot",
        "reactor.netty.http.server.HttpServer, one release of Spring Boot"
    })
    @DisplayName("starting an emulator on an incompatible class path fails, and the message names the missing class")
    void emulator(String missing, String remedy) throws Exception {
        try (PartialClassPath classPath = without(missing)) {
            Runnable program = classPath.instance(StartsEmulator.class, Runnable.class);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatIllegalStateException()
                        .isThrownBy(program::run)
                        .withMessageContainingAll(missing.substring(missing.lastIndexOf('.') + 1), remedy);
            }
        }
    }

    /** Uploads, trains, and returns the last event. */
    public static final class Trains implements Function<Path, String> {
        @Override
        public String apply(Path data) {
            try (PredictionOneEmulator emulator =
                            PredictionOneEmulator.builder().pace(Duration.ZERO).start();
                    PredictionOneClient client = PredictionOneClient.builder()
                            .baseUrl(emulator.origin())
                            .secretKey(emulator.secretKey())
                            .build()) {
                TrainingConfig config = TrainingConfig.binaryClassification("premium", "yes");
                return client.uploadTrainingData(TrainingData.of(data))
                        .flatMap(id -> client.train(TrainRequest.of(id, "no trainer", config)))
                        .flatMapMany(client::watchTraining)
                        .blockLast()
                        .type();
            }
        }
    }

    @Test
    @DisplayName("4.3 a training fails if the emulator lacks a class that it needs for it")
    void training(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("data.csv");
        Files.writeString(
                data,
                "hours,premium\n"
                        + IntStream.range(0, 200)
                                .mapToObj(i -> i % 24 + "," + (i % 24 > 12 ? "yes" : "no") + "\n")
                                .collect(Collectors.joining()));
        try (PartialClassPath classPath = without("com.google.protobuf.Message")) {
            @SuppressWarnings("unchecked")
            Function<Path, String> trains = classPath.instance(Trains.class, Function.class);
            assertThat(trains.apply(data)).isEqualTo("training-failed");
        }
    }
}
