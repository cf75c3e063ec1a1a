package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.TrainingId;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive is never held whole: a JVM with a small heap downloads a large one. */
class SmallHeapIT {

    @TempDir
    private Path directory;

    /** What the small JVM does. */
    public static final class Downloader {

        private Downloader() {}

        public static void main(String[] arguments) {
            try (PredictionOneClient client = PredictionOneClient.builder()
                    .baseUrl(URI.create(arguments[0]))
                    .apiKey(arguments[1])
                    .build()) {
                ResultDownloaded result = client.downloadResult(TrainingId.of(arguments[2]), Path.of(arguments[3]))
                        .block();
                System.exit(result == null ? 1 : 0);
            }
        }
    }

    @Test
    @DisplayName("5.1 an archive of 300 MB goes through a heap of 64 MB")
    void smallHeap() throws Exception {
        Path archive = Samples.zip(directory.resolve("archive.zip"), 300_000_000);
        Path target = directory.resolve("result.zip");
        try (PredictionOneEmulator emulator = PredictionOneEmulator.builder().start()) {
            String id = emulator.putTraining(List.of("finished"), archive);
            Process small = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:MaxDirectMemorySize=64m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Downloader.class.getName(),
                            emulator.origin().toString(),
                            emulator.issueApiKey("train"),
                            id,
                            target.toString())
                    .inheritIO()
                    .start();
            small.waitFor();
            assertThat(small.exitValue()).isZero();
        }
        assertThat(target).hasSameBinaryContentAs(archive);
    }
}
