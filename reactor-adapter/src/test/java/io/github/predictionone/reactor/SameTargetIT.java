package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.testsupport.Zips;
import io.github.predictionone.training.ResultDownloaded;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Several downloads to the same target, in one process and in two. */
@Tag("process")
class SameTargetIT {

    private static final byte[] ARCHIVE = Zips.noise(1 << 20, 5);
    private static final int MIDDLE = 1 << 19;
    private static final long UNLIMITED = Long.MAX_VALUE / ARCHIVE.length / 2;
    private static final int DOWNLOADS = 300;
    private static final int AT_ONCE = 4;

    @TempDir
    private Path directory;

    private Origin origin;
    private PredictionOneClient client;
    private Path target;

    @BeforeEach
    void start() throws IOException {
        origin = new Origin(ARCHIVE, UNLIMITED);
        client = client();
        target = directory.resolve("result.zip");
    }

    @AfterEach
    void stop() {
        client.close();
        origin.close();
    }

    private PredictionOneClient client() {
        return PredictionOneClient.builder()
                .baseUrl(origin.uri())
                .apiKey("k")
                .requestsPerSecond(0)
                .build();
    }

    private static void assertTaken(Mono<?> download) {
        download.as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("another download to the same target is under way"));
    }

    private void assertTakenForAnotherProcess() throws Exception {
        assertThat(DownloadProcess.outcome(DownloadProcess.start(origin, target)))
                .startsWith("failed")
                .contains("another download to the same target is under way");
    }

    @Test
    @DisplayName("5.3 a download fails immediately while another process downloads to the same target")
    void otherProcessFirst() throws Exception {
        origin.holdAt(MIDDLE);
        Process other = DownloadProcess.start(origin, target);
        try {
            origin.awaitHold();
            assertTaken(client.downloadResult(Origin.TRAINING, target));
            assertTaken(client.downloadResult(
                    Origin.TRAINING, directory.resolve("../" + directory.getFileName() + "/result.zip")));
            origin.release();
            assertThat(DownloadProcess.outcome(other)).startsWith("downloaded");
        } finally {
            other.destroyForcibly();
        }
        assertThat(target).hasBinaryContent(ARCHIVE);
        assertThat(origin.starts()).containsExactly(0);
    }

    @Test
    @DisplayName(
            "5.3 a download keeps its target locked against other processes, even after a second attempt in its own")
    void thisProcessFirst() throws Exception {
        origin.holdAt(MIDDLE);
        CompletableFuture<ResultDownloaded> first =
                client.downloadResult(Origin.TRAINING, target).toFuture();
        origin.awaitHold();
        assertTakenForAnotherProcess();
        // On POSIX systems, closing any channel to a file releases all locks of the process on it.
        assertTaken(client.downloadResult(Origin.TRAINING, target));
        try (PredictionOneClient second = client()) {
            Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
            assertTaken(second.downloadResult(Origin.TRAINING, link.resolve("result.zip")));
        }
        assertTakenForAnotherProcess();
        origin.release();
        assertThat(first.get().file()).hasBinaryContent(ARCHIVE);
        assertThat(origin.starts()).containsExactly(0);
    }

    @Test
    @DisplayName("5.3 the target is complete at any time while many downloads replace it concurrently")
    void rush() {
        WatchOptions options = WatchOptions.defaults()
                .withSharing(false)
                .withDownloadTo(target)
                .withReplaceExisting(true);
        AtomicInteger whole = new AtomicInteger();
        Flux.range(0, DOWNLOADS)
                .flatMap(
                        number -> client.watchTraining(Origin.TRAINING, options)
                                .ofType(ResultDownloaded.class)
                                .next()
                                .doOnNext(result -> whole.incrementAndGet())
                                .onErrorComplete(failure -> failure instanceof TransferException refused
                                        && refused.retryability() == Retryability.LATER)
                                .then(look()),
                        AT_ONCE)
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(whole).hasPositiveValue();
        assertThat(directory.toFile().list()).containsExactly("result.zip");
    }

    @Test
    @DisplayName("5.3 a client in another class loader of the same JVM is locked out like another process")
    void otherClassLoader() throws Exception {
        origin.holdAt(MIDDLE);
        CompletableFuture<ResultDownloaded> first =
                client.downloadResult(Origin.TRAINING, target).toFuture();
        origin.awaitHold();
        try (PartialClassPath other = new PartialClassPath(jar -> false, type -> false)) {
            Runnable download = other.instance(OtherClient.class, Runnable.class);
            System.setProperty(OtherClient.PROPERTY, origin.uri() + " " + target);
            assertThatThrownBy(download::run).hasMessageContaining("another download to the same target is under way");
            assertTakenForAnotherProcess();
            origin.release();
            assertThat(first.get().file()).hasBinaryContent(ARCHIVE);
            System.setProperty(OtherClient.PROPERTY, origin.uri() + " " + directory.resolve("second.zip"));
            download.run();
        } finally {
            System.clearProperty(OtherClient.PROPERTY);
        }
        assertThat(directory.resolve("second.zip")).hasBinaryContent(ARCHIVE);
    }

    /** Takes its origin and target from a system property, because two class loaders share no other state. */
    public static final class OtherClient implements Runnable {

        static final String PROPERTY = "other-client";

        @Override
        public void run() {
            String[] words = System.getProperty(PROPERTY).split(" ", 2);
            try (PredictionOneClient other = PredictionOneClient.builder()
                    .baseUrl(URI.create(words[0]))
                    .apiKey("k")
                    .build()) {
                other.downloadResult(Origin.TRAINING, Path.of(words[1])).block();
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("5.3 a lock file that cannot be locked, such as a FIFO, affects only its own target")
    void fifo() throws Exception {
        Path fifo = directory.resolve("result.zip.part.lock");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        client.downloadResult(Origin.TRAINING, target)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining(fifo + " is not a regular file"));
        Path second = directory.resolve("second.zip");
        client.downloadResult(Origin.TRAINING, second).block();
        assertThat(second).hasBinaryContent(ARCHIVE);
    }

    @Test
    @DisplayName("5.3 a download that is cancelled at any moment never blocks the next one to the same target")
    void again() {
        WatchOptions options = WatchOptions.defaults().withDownloadTo(target).withReplaceExisting(true);
        Random random = new Random(6);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        for (int i = 0; i < DOWNLOADS; i++) {
            Disposable download = client.watchTraining(Origin.TRAINING, options).subscribe(event -> {}, failures::add);
            LockSupport.parkNanos(random.nextInt(5_000_000));
            download.dispose();
        }
        client.watchTraining(Origin.TRAINING, options).blockLast();
        assertThat(failures).isEmpty();
        assertThat(target).hasBinaryContent(ARCHIVE);
        assertThat(directory.toFile().list()).containsExactly("result.zip");
    }

    private Mono<Void> look() {
        return Mono.<Void>fromCallable(() -> {
                    if (Files.exists(target)) {
                        assertThat(Arrays.equals(Files.readAllBytes(target), ARCHIVE))
                                .as("the target is complete")
                                .isTrue();
                    }
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
