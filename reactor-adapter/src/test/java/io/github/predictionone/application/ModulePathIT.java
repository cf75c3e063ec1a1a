package io.github.predictionone.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.ProxyOptions;
import io.github.predictionone.reactor.internal.netty.TunnelProxy;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingId;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the library on the module path. All other tests run on the class path, where module descriptors have no effect.
 * This test has its own package because the JVM loads the classes of a module's packages from that module only.
 */
@Tag("process")
class ModulePathIT {

    @StartStop
    private final MockWebServer server = new MockWebServer();

    /** Prints the status of a training. Requests it through a proxy if the port of one is given. */
    static final class Application {

        private Application() {}

        public static void main(String[] args) {
            PredictionOneClient.Builder builder = PredictionOneClient.builder()
                    .baseUrl(URI.create(args[0]))
                    .allowPlaintext()
                    .apiKey("k3y");
            if (args.length > 1) {
                builder.proxy(
                        ProxyOptions.of("127.0.0.1", Integer.parseInt(args[1])).withNonProxyHosts(List.of()));
            }
            try (PredictionOneClient client = builder.build()) {
                System.out.println(
                        client.trainingStatus(TrainingId.of("t-1")).block().word());
            }
        }
    }

    /** Reads a configuration from JSON and prints it as JSON. */
    static final class Settings {

        private Settings() {}

        public static void main(String[] args) {
            JsonMapper json = JsonMapper.shared();
            System.out.println(json.writeValueAsString(json.readValue(args[0], TrainingConfig.class)));
        }
    }

    @BeforeEach
    void serve() {
        server.enqueue(
                new MockResponse.Builder().body("{\"status\":\"training\"}").build());
    }

    @Test
    @DisplayName("the client's module requires all that a call to the service needs")
    void call() throws Exception {
        assertThat(run(server.url("/").toString())).isEqualToIgnoringNewLines("training");
    }

    @Test
    @DisplayName("the client's module requires all that a call through a proxy needs")
    void proxy() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy()
                .know("127.0.0.1:" + server.getPort(), server.url("/").uri())) {
            assertThat(run("http://127.0.0.1:" + server.getPort(), Integer.toString(proxy.port())))
                    .isEqualToIgnoringNewLines("training");
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @Test
    @DisplayName("the core module lets Jackson read and write a training configuration")
    void json() throws Exception {
        String config = "{\"target\":\"y\",\"type\":\"REGRESSION\",\"positiveValue\":null,\"crossValidation\":2,"
                + "\"imbalanceCorrection\":false,\"timeSeries\":null}";
        assertThat(run(Settings.class, config)).isEqualToIgnoringNewLines(config);
    }

    private static String run(String... args) throws Exception {
        return run(Application.class, args);
    }

    private static String run(Class<?> main, String... args) throws Exception {
        Path tests = Path.of(ModulePathIT.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String modulePath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(tests))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                modulePath,
                "--add-modules",
                "io.github.predictionone.reactor",
                "--class-path",
                tests.toString(),
                main.getName()));
        command.addAll(Arrays.asList(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code, after " + printed).isZero();
        return printed;
    }
}
