package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.testsupport.Zips;
import io.github.predictionone.training.TrainingId;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Large downloads and many concurrent downloads in JVMs with little memory. */
@Tag("process")
class SmallHeapIT {

    private static final int WARM_UP = 10;

    @TempDir
    private Path directory;

    /** The program of the small JVM, which runs downloads in parallel. It exits only after all of them have ended. */
    public static final class Downloader {

        private final PredictionOneClient client;
        private final TrainingId training;
        private final Path directory;
        private final int atOnce;

        private Downloader(PredictionOneClient client, TrainingId training, Path directory, int atOnce) {
            this.client = client;
            this.training = training;
            this.directory = directory;
            this.atOnce = atOnce;
        }

        public static void main(String[] arguments) {
            int downloads = Integer.parseInt(arguments[4]);
            int atOnce = Integer.parseInt(arguments[5]);
            try (PredictionOneClient client = PredictionOneClient.builder()
                    .baseUrl(URI.create(arguments[0]))
                    .apiKey(arguments[1])
                    .maxTransfers(atOnce)
                    .requestsPerSecond(10_000)
                    .build()) {
                Downloader downloader =
                        new Downloader(client, TrainingId.of(arguments[2]), Path.of(arguments[3]), atOnce);
                int first = Math.min(WARM_UP, downloads - atOnce);
                downloader.download(0, first);
                long before = directMemory();
                downloader.download(first, downloads);
                System.out.println("more direct memory: " + (directMemory() - before));
            }
        }

        private void download(int from, int to) {
            Flux.range(from, to - from).flatMap(this::download, atOnce).blockLast();
        }

        private Mono<Void> download(int number) {
            return client.downloadResult(training, directory.resolve("result-" + number + ".zip"))
                    .then()
                    .onErrorResume(PredictionOneException.class, failure -> {
                        System.out.println("failed: " + failure.getMessage());
                        return Mono.empty();
                    });
        }

        private static long directMemory() {
            return PlatformDependent.usedDirectMemory()
                    + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                            .mapToLong(BufferPoolMXBean::getMemoryUsed)
                            .sum();
        }
    }

    /** Runs the small JVM until it exits, and returns its output. */
    private String run(Path archive, int downloads, int atOnce, String... memory) throws Exception {
        try (PredictionOneEmulator emulator = PredictionOneEmulator.builder().start()) {
            String id = emulator.putTraining(List.of("finished"), archive);
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(memory));
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    Downloader.class.getName(),
                    emulator.origin().toString(),
                    emulator.issueApiKey("train"),
                    id,
                    directory.toString(),
                    Integer.toString(downloads),
                    Integer.toString(atOnce)));
            Process small = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(small.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(small.waitFor()).as(said).isZero();
            return said;
        }
    }

    private List<Path> results() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("result-\\d+\\.zip"))
                    .toList();
        }
    }

    @Test
    @DisplayName("5.1 an archive of 300 MB is downloaded in a heap of 64 MB")
    void large() throws Exception {
        Path archive = Zips.noise(directory.resolve("archive.zip"), 300_000_000);
        run(archive, 1, 1, "-Xmx64m", "-XX:MaxDirectMemorySize=64m", "-XX:+ExitOnOutOfMemoryError");
        assertThat(results())
                .singleElement()
                .satisfies(result -> assertThat(result).hasSameBinaryContentAs(archive));
    }

    @Test
    @DisplayName(
            "1.10 5.1 40 concurrent downloads of 12 MB in a heap of 64 MB complete or fail with a client exception")
    void atOnce() throws Exception {
        Path archive = Zips.noise(directory.resolve("archive.zip"), 12_000_000);
        String said = run(archive, 40, 40, "-Xmx64m");
        long failed = said.lines().filter(line -> line.startsWith("failed: ")).count();
        assertThat(results())
                .as(said)
                .isNotEmpty()
                .hasSize(40 - (int) failed)
                .allSatisfy(result -> assertThat(result).hasSameBinaryContentAs(archive));
    }

    @Test
    @DisplayName("5.1 successive downloads of 1 KB leak no direct memory, even with System.gc() disabled")
    void small() throws Exception {
        Path archive = Zips.noise(directory.resolve("archive.zip"), 1_000);
        int downloads = Integer.getInteger("small.downloads", 500);
        String said = run(archive, downloads, 1, "-Xms256m", "-Xmx256m", "-XX:+DisableExplicitGC");
        assertThat(results()).as(said).hasSize(downloads);
        long more = Long.parseLong(said.replaceAll("(?s).*more direct memory: (-?\\d+).*", "$1"));
        // Less than one chunk of each pool: the client has its own one and the network has four.
        assertThat(more).as(said).isLessThan(16 << 20);
    }
}
