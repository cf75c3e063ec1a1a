package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstClientTest {

    /** An application that builds its first clients on several threads at the same time. */
    public static final class Application {

        private Application() {}

        public static void main(String[] arguments) {
            IntStream.range(0, 4)
                    .parallel()
                    .forEach(i -> PredictionOneClient.builder()
                            .baseUrl(URI.create("http://localhost:1"))
                            .apiKey("k3y")
                            .build()
                            .close());
        }
    }

    @TempDir
    private Path directory;

    @Test
    @DisplayName("the first clients of an application cause no SLF4J warning")
    void noWarning() throws Exception {
        Path printed = directory.resolve("printed");
        Process application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(application.waitFor()).isZero();
        assertThat(Files.readString(printed)).doesNotContain("SLF4J");
    }
}
