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

/** What happens to a download when the disk, or somebody else who uses it, is in the way. */
@Tag("process")
class DiskTroubleIT {

    private static final int MIB = 1 << 20;
    private static final byte[] ARCHIVE = Zips.noise(8 * MIB, 3);
    private static final int MIDDLE = 3 * MIB;
    private static final long UNLIMITED = Long.MAX_VALUE / ARCHIVE.length / 2;
    // What had come and was not on the disk when that said no.
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
            throw new AssertionError("downloaded all the same: " + download.get());
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

    /** A download that stands still before a byte, with all before it on the disk but the last batch. */
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
    @DisplayName("5.7 a disk without any room: said so at once, nothing is left")
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
    @DisplayName(
            "5.7 an archive larger than the disk: said so before anything is written, and with a larger one it goes on")
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
    @DisplayName("5.7 a disk that others fill during the download: said so once, and with room again it goes on there")
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
                    .satisfies(start -> assertThat(start).isGreaterThan(MIDDLE - (int) IN_FLIGHT));
        }
    }

    @Test
    @DisplayName("5.7 a directory that can't be written is told before the service is asked")
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
    @DisplayName("5.7 a directory that can't be written any more during the download: said so, and later it goes on")
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
    @DisplayName("5.7 a directory that can't be written any more before the first byte: said so, and later it goes on")
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
    @DisplayName("5.7 a directory that vanishes during the download: said so, and it is not made again")
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
        assertThat(origin.sentAgain()).as("in vain").isLessThanOrEqualTo(IN_FLIGHT);
        refused(download());
    }

    @Test
    @DisplayName("5.7 a directory that is renamed during the download: nothing is made in its old place")
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
    @DisplayName("5.1 a target on another file system than the temporary directory")
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
            "5.1 a link at the target, also a dangling one, is a target that exists; replacing it leaves alone what it names")
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
    @DisplayName("5.1 a directory at the target, or a link to one, is refused at once, even to be replaced")
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
    @DisplayName("5.7 a link where the part or its validator belongs is not followed: what it names stays as it is")
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
    @DisplayName("5.1 a target that somebody makes during the download stays his; the part waits for its turn")
    void madeByAnother() throws Exception {
        CompletableFuture<ResultDownloaded> running = halted(download(), MIDDLE);
        Files.writeString(target, "mine");
        origin.release();
        assertThat(refused(running)).hasCauseInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).hasContent("mine");
        assertThat(origin.starts()).as("asked once").containsExactly(0);
        Files.delete(target);
        assertDownloads();
        assertThat(origin.starts()).containsExactly(0, ARCHIVE.length - 1);
    }

    @Test
    @DisplayName(
            "5.1 a target that somebody makes during the download is replaced where that is wanted; a directory never")
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
    @DisplayName("5.1 a watch whose target exists is refused before it waits for the training")
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
    @DisplayName("5.7 a watch with trouble at the end has told that the training finished")
    void watched() {
        target = directory.resolve("none/result.zip");
        List<StatusEvent> seen = new ArrayList<>();
        refused(client.watchTraining(Origin.TRAINING, WatchOptions.defaults().withDownloadTo(target))
                .doOnNext(seen::add)
                .then());
        assertThat(seen).extracting(StatusEvent::type).containsExactly("training-finished");
    }

    @Test
    @DisplayName("5.7 5.8 an extraction for which the room ends leaves nothing behind")
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
