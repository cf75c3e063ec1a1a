package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.predictionone.TransferException;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.testsupport.Zips;
import io.github.predictionone.training.ResultArchive;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusEvent;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Downloads that fail because of the disk, or because of other processes that use it. */
@Tag("process")
class DiskTroubleIT {

    private static final int MIB = 1 << 20;
    private static final byte[] ARCHIVE = Zips.noise(8 * MIB, 3);
    private static final int MIDDLE = 3 * MIB;
    private static final long UNLIMITED = Long.MAX_VALUE / ARCHIVE.length / 2;
    // Bytes that had been received but not yet written when the disk refused more.
    private static final long IN_FLIGHT = MIB;

    @TempDir
    private Path directory;

    private Origin origin;
    private PredictionOneClient client;
    private Path target;

    @BeforeEach
    void start() throws IOException {
        origin = new Origin(ARCHIVE, UNLIMITED);
        client = PredictionOneClient.builder()
                .baseUrl(origin.uri())
                .apiKey("k")
                .retry(RetryPolicy.defaults()
                        .withFirstWait(Duration.ofMillis(5))
                        .withMaxWait(Duration.ofMillis(20)))
                .build();
        target = directory.resolve("result.zip");
    }

    @AfterEach
    void stop() {
        client.close();
        origin.close();
    }

    private Mono<ResultDownloaded> download() {
        return client.downloadResult(Origin.TRAINING, target);
    }

    private Mono<ResultDownloaded> replace() {
        WatchOptions options = WatchOptions.defaults().withDownloadTo(target).withReplaceExisting(true);
        return client.watchTraining(Origin.TRAINING, options)
                .ofType(ResultDownloaded.class)
                .next();
    }

    private static TransferException refused(Mono<?> download) {
        return refused(download.toFuture());
    }

    private static TransferException refused(CompletableFuture<?> download) {
        try {
            throw new AssertionError("the download succeeded unexpectedly: " + download.get());
        } catch (ExecutionException failed) {
            assertThat(failed.getCause()).isInstanceOf(TransferException.class);
            assertThat(failed.getCause()).hasMessageStartingWith("download of the result of t-1");
            assertThat(failed.getCause().toString()).doesNotContain("?", Origin.SECRET);
            assertThat(failed.getCause()).hasCauseInstanceOf(IOException.class);
            return (TransferException) failed.getCause();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Path part(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private void assertDownloads() {
        ResultDownloaded result = download().block();
        assertThat(result.file()).isEqualTo(target).hasBinaryContent(ARCHIVE);
        assertThat(part(target)).doesNotExist();
        assertThat(target.resolveSibling("result.zip.part.validator")).doesNotExist();
    }

    /** Starts a download and pauses it before a byte. All earlier bytes except the last batch are on the disk. */
    private <T> CompletableFuture<T> halted(Mono<T> download, int offset) throws Exception {
        origin.holdAt(offset);
        CompletableFuture<T> running = download.toFuture();
        origin.awaitHold();
        while (!Files.exists(part(target)) || Files.size(part(target)) < offset - IN_FLIGHT) {
            Thread.onSpinWait();
        }
        return running;
    }

    @Test
    @DisplayName("5.7 a download to a full disk fails immediately and leaves nothing behind")
    void fullBefore() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 1)) {
            target = disk.root().resolve("result.zip");
            Path filler = disk.fill();
            assertThat(refused(download())).hasMessageContaining("not enough room");
            assertThat(disk.root().toFile().list()).containsExactly("filler");
            assertThat(origin.starts()).hasSizeLessThanOrEqualTo(1);
            Files.delete(filler);
            disk.resize(16);
            assertDownloads();
        }
    }

    @Test
    @DisplayName("5.7 a download larger than the free space fails before it writes, and succeeds once there is room")
    void tooLarge() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 4)) {
            target = disk.root().resolve("result.zip");
            assertThat(refused(download())).hasMessageContaining("not enough room");
            assertThat(disk.root()).isEmptyDirectory();
            assertThat(origin.starts()).hasSize(1);
            disk.resize(16);
            assertDownloads();
        }
    }

    @Test
    @DisplayName("5.7 a download is not retried when the disk fills up, and the next one resumes once there is room")
    void fills() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 16)) {
            target = disk.root().resolve("result.zip");
            CompletableFuture<ResultDownloaded> running = halted(download(), MIDDLE);
            Path filler = disk.fill();
            origin.release();
            assertThat(refused(running)).hasMessageContaining("No space left");
            assertThat(target).doesNotExist();
            assertThat(origin.starts()).containsExactly(0);
            Files.delete(filler);
            assertDownloads();
            assertThat(origin.starts())
                    .hasSize(2)
                    .last()
                    .satisfies(start -> assertThat(start).isGreaterThanOrEqualTo(MIDDLE - (int) IN_FLIGHT));
        }
    }

    @Test
    @DisplayName("5.7 a download to a read-only directory fails before any request is sent")
    void readOnly() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 1)) {
            target = disk.root().resolve("result.zip");
            disk.readOnly();
            assertThat(refused(download())).hasCauseInstanceOf(FileSystemException.class);
            assertThat(disk.root()).isEmptyDirectory();
            assertThat(origin.starts()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, MIDDLE})
    @DisplayName("5.7 a download fails if its directory becomes read-only midway, and a later one resumes")
    void freezes(int offset) throws Exception {
        CompletableFuture<ResultDownloaded> running = halted(download(), offset);
        try {
            SmallDisk.freeze(directory);
            origin.release();
            refused(running);
            assertThat(target).doesNotExist();
        } finally {
            SmallDisk.thaw(directory);
        }
        assertDownloads();
        assertThat(origin.sentAgain()).isLessThanOrEqualTo(offset == 0 ? ARCHIVE.length : IN_FLIGHT);
    }

    @Test
    @DisplayName("5.7 a download fails if its directory becomes read-only before the first byte; a later one succeeds")
    void freezesEarly() throws Exception {
        origin.holdStatus();
        CompletableFuture<ResultDownloaded> running = download().toFuture();
        origin.awaitHold();
        try {
            SmallDisk.freeze(directory);
            origin.release();
            refused(running);
            assertThat(target).doesNotExist();
        } finally {
            SmallDisk.thaw(directory);
        }
        assertDownloads();
    }

    @Test
    @DisplayName("5.7 a download fails if its directory is deleted midway, and does not create it again")
    void vanishes() throws Exception {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        target = gone.resolve("result.zip");
        CompletableFuture<ResultDownloaded> running = halted(download(), MIDDLE);
        for (String name : gone.toFile().list()) {
            Files.delete(gone.resolve(name));
        }
        Files.delete(gone);
        origin.release();
        assertThat(refused(running)).hasCauseInstanceOf(NoSuchFileException.class);
        assertThat(directory).isEmptyDirectory();
        assertThat(origin.sentAgain()).as("bytes sent again").isLessThanOrEqualTo(IN_FLIGHT);
        refused(download());
    }

    @Test
    @DisplayName("5.7 a download fails if its directory is renamed midway, and creates nothing at the old path")
    void moves() throws Exception {
        Path before = Files.createDirectory(directory.resolve("before"));
        target = before.resolve("result.zip");
        CompletableFuture<ResultDownloaded> running = halted(download(), MIDDLE);
        Path after = Files.move(before, directory.resolve("after"));
        origin.release();
        assertThat(refused(running)).hasCauseInstanceOf(NoSuchFileException.class);
        assertThat(before).doesNotExist();
        assertThat(after.resolve("result.zip")).doesNotExist();
        target = after.resolve("result.zip");
        assertDownloads();
    }

    @Test
    @DisplayName("5.1 the target can be on another file system than the temporary directory")
    void otherFileSystem() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 16)) {
            target = disk.root().resolve("result.zip");
            assertThat(Files.getFileStore(disk.root()))
                    .isNotEqualTo(Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir"))));
            assertDownloads();
            assertThat(disk.root().toFile().list()).containsExactly("result.zip");
        }
    }

    @Test
    @DisplayName(
            "5.1 a link at the target, even a dangling one, counts as existing; replacing it keeps the linked file")
    void linkToFile() throws Exception {
        for (String name : List.of("mine.zip", "nowhere.zip")) {
            Path mine = directory.resolve(name);
            if (name.equals("mine.zip")) {
                Files.writeString(mine, "mine");
            }
            target = Files.createSymbolicLink(directory.resolve("to-" + name), mine);
            assertThat(refused(download())).hasCauseInstanceOf(FileAlreadyExistsException.class);
            assertThat(target).isSymbolicLink();
            assertThat(origin.starts()).isEmpty();

            assertThat(replace().block().file()).hasBinaryContent(ARCHIVE);
            assertThat(target).isRegularFile();
            assertThat(Files.isSymbolicLink(target)).isFalse();
            origin.forget();
        }
        assertThat(directory.resolve("mine.zip")).hasContent("mine");
        assertThat(directory.resolve("nowhere.zip")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("5.1 a directory at the target, or a link to one, is refused immediately, even with replaceExisting")
    void directoryAtTarget(boolean link) throws Exception {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        target = link ? Files.createSymbolicLink(directory.resolve("to-folder"), folder) : folder;
        assertThat(refused(download())).hasCauseInstanceOf(FileAlreadyExistsException.class);
        assertThat(refused(replace())).hasCauseInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder).isEmptyDirectory();
        assertThat(part(target)).doesNotExist();
        assertThat(origin.starts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"result.zip.part", "result.zip.part.validator"})
    @DisplayName("5.7 a link in place of the partial file or its validator is not followed")
    void linkAtPart(String name) throws Exception {
        Path mine = Files.writeString(directory.resolve("mine.txt"), "mine");
        Path link = Files.createSymbolicLink(directory.resolve(name), mine);
        if (name.endsWith(".part")) {
            refused(download());
            assertThat(target).doesNotExist();
        } else {
            assertDownloads();
        }
        assertThat(mine).hasContent("mine");
        Files.deleteIfExists(link);
        Files.deleteIfExists(target);
        Path nowhere = directory.resolve("nowhere");
        Files.createSymbolicLink(link, nowhere);
        if (name.endsWith(".part")) {
            refused(download());
        } else {
            assertDownloads();
        }
        assertThat(nowhere).doesNotExist();
    }

    @Test
    @DisplayName("5.1 a target that another process creates during the download is kept, and so is the partial file")
    void madeByAnother() throws Exception {
        CompletableFuture<ResultDownloaded> running = halted(download(), MIDDLE);
        Files.writeString(target, "mine");
        origin.release();
        assertThat(refused(running)).hasCauseInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).hasContent("mine");
        assertThat(origin.starts()).as("one storage request").containsExactly(0);
        Files.delete(target);
        assertDownloads();
        assertThat(origin.starts()).containsExactly(0, ARCHIVE.length - 1);
    }

    @Test
    @DisplayName(
            "5.1 with replaceExisting, a file that appears at the target midway is replaced, but a directory is not")
    void madeByAnotherAndReplaced() throws Exception {
        CompletableFuture<ResultDownloaded> running = halted(replace(), MIDDLE);
        Files.writeString(target, "old");
        origin.release();
        assertThat(running.get().file()).hasBinaryContent(ARCHIVE);

        target = directory.resolve("other.zip");
        running = halted(replace(), MIDDLE);
        Files.createDirectory(target);
        origin.release();
        assertThat(refused(running)).hasCauseInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).isEmptyDirectory();
        Files.delete(target);
        assertThat(replace().block().file()).hasBinaryContent(ARCHIVE);
        assertThat(part(target)).doesNotExist();
    }

    @Test
    @DisplayName("5.1 a watch whose download target exists fails before it waits for the training")
    void watchedForNothing() throws IOException {
        Files.writeString(target, "mine");
        origin.holdStatus();
        assertThat(refused(client.watchTraining(
                                Origin.TRAINING, WatchOptions.defaults().withDownloadTo(target))
                        .then()))
                .hasCauseInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).hasContent("mine");
    }

    @Test
    @DisplayName("5.7 a watch whose download fails has already emitted that the training finished")
    void watched() {
        target = directory.resolve("none/result.zip");
        List<StatusEvent> seen = new ArrayList<>();
        refused(client.watchTraining(Origin.TRAINING, WatchOptions.defaults().withDownloadTo(target))
                .doOnNext(seen::add)
                .then());
        assertThat(seen).extracting(StatusEvent::type).containsExactly("training-finished");
    }

    @Test
    @DisplayName("5.7 5.8 an extraction that runs out of disk space leaves nothing behind")
    void extraction() throws Exception {
        Path zip = Files.write(directory.resolve("archive.zip"), ARCHIVE);
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 4)) {
            Path folder = disk.root().resolve("content");
            assertThat(catchThrowable(() -> ResultArchive.of(zip).extractTo(folder)))
                    .isInstanceOf(TransferException.class)
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
            assertThat(disk.root()).isEmptyDirectory();
        }
    }
}
