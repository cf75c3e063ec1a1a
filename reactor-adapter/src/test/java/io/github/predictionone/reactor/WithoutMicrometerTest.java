package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.training.TrainingId;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WithoutMicrometerTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"status\":\"finished\"}";

    /** The code that runs on the other class path: a call and a watch. */
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
    @DisplayName("1.6 a client calls and watches without Micrometer on the class path")
    void works() throws Exception {
        try (RawServer service = new RawServer().then(ANSWER).then(ANSWER);
                PartialClassPath without = new PartialClassPath(
                        jar -> jar.startsWith("micrometer") || jar.startsWith("context-propagation"), name -> false)) {
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> without.loadClass("io.micrometer.core.instrument.MeterRegistry"));
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> without.loadClass("io.micrometer.observation.Observation"));
            @SuppressWarnings("unchecked")
            Function<URI, List<String>> caller = without.instance(Caller.class, Function.class);
            assertThat(caller.apply(service.uri())).containsExactly("finished", "training-finished");
        }
    }
}
