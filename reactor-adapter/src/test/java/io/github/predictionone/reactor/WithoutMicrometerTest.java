package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.training.TrainingId;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WithoutMicrometerTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"status\":\"finished\"}";

    /** What runs on the other class path: a call and a watch. */
    public static final class Caller implements Function<URI, List<String>> {
        @Override
        public List<String> apply(URI service) {
            try (PredictionOneClient client =
                    PredictionOneClient.builder().baseUrl(service).apiKey("k3y").build()) {
                TrainingId id = TrainingId.of("t-1");
                return List.of(
                        client.trainingStatus(id).block().word(),
                        client.watchTraining(id).blockLast().type());
            }
        }
    }

    @Test
    @DisplayName("1.6 a client calls and watches where nothing of Micrometer is on the class path")
    void works() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = new File(entry).getName();
            if (!name.startsWith("micrometer") && !name.startsWith("context-propagation")) {
                classPath.add(Path.of(entry).toUri().toURL());
            }
        }
        try (RawServer service = new RawServer().then(ANSWER).then(ANSWER);
                URLClassLoader without =
                        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> without.loadClass("io.micrometer.core.instrument.MeterRegistry"));
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> without.loadClass("io.micrometer.observation.Observation"));
            @SuppressWarnings("unchecked")
            Function<URI, List<String>> caller = (Function<URI, List<String>>)
                    without.loadClass(Caller.class.getName()).getConstructor().newInstance();
            assertThat(caller.getClass().getClassLoader()).isSameAs(without);
            assertThat(caller.apply(service.uri())).containsExactly("finished", "training-finished");
        }
    }
}
