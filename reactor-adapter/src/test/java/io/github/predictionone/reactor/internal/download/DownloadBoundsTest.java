package io.github.predictionone.reactor.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.TransferException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.reactor.internal.netty.ConnectionSettings;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.part.PartNote;
import io.github.predictionone.reactor.internal.storage.RangeServer;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.github.predictionone.testsupport.Zips;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** Limits on the size of a download and on where it writes. */
class DownloadBoundsTest {

    private static final String DOING = "download of the result of t-1";
    private static final byte[] ZIP = Zips.noise(100_000, 1);
    private static final long MORE_THAN_ANY_DISK = 900_000_000_000_000_000L;

    @StartStop
    public final MockWebServer server = new MockWebServer();

    @TempDir
    private Path top;

    private final RangeServer storage = new RangeServer(ZIP);
    private final Connections connections = new Connections(ConnectionSettings.defaults());
    private DownloadSettings settings = atMost(Long.MAX_VALUE);
    private Path directory;
    private Path target;
    private Path part;
    private Path note;

    @BeforeEach
    void set() throws IOException {
        server.setDispatcher(storage);
        directory = Files.createDirectory(top.resolve("here"));
        target = directory.resolve("result.zip");
        part = directory.resolve("result.zip.part");
        note = directory.resolve("result.zip.part.validator");
    }

    @AfterEach
    void close() {
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private static DownloadSettings atMost(long maxSize) {
        return new DownloadSettings(4, Long.MAX_VALUE, 10_000, maxSize);
    }

    private Downloads downloads() {
        return TestDownloads.from(connections).bounded(settings).build();
    }

    private Downloads downloads(Consumer<Path> verify) {
        return TestDownloads.from(connections)
                .bounded(settings)
                .verifying(verify)
                .build();
    }

    private Mono<PresignedUrl> url() {
        return Mono.just(PresignedUrl.parse("result_url", server.url("/result.zip") + "?sig=secret"));
    }

    private Mono<DownloadedFile> download(boolean replaceExisting) {
        return downloads().toFile(DOING, url(), target, replaceExisting, (received, total) -> {});
    }

    private void assertRefused(Class<? extends Throwable> cause, String... texts) {
        download(false).as(StepVerifier::create).verifyErrorSatisfies(failure -> {
            assertThat(failure).isInstanceOf(TransferException.class).hasMessageStartingWith(DOING);
            assertThat(texts).allSatisfy(text -> assertThat(failure).hasMessageContaining(text));
            if (cause != null) {
                assertThat(failure).hasCauseInstanceOf(cause);
            }
        });
    }

    /** Does some work on the disk between the request and the answer. */
    private void meanwhile(DiskWork work) {
        storage.behave((asked, good) -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return good.good(asked);
        });
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    @Test
    @DisplayName("5.1 a result of a known length above the size limit is refused before anything is written")
    void tooLarge() {
        settings = atMost(ZIP.length - 1L);
        assertRefused(null, "at least " + ZIP.length + " bytes", (ZIP.length - 1) + " are allowed");
        assertThat(directory).isEmptyDirectory();
        assertThat(storage.asked()).hasSize(1);
        downloads().stream(DOING, url())
                .as(StepVerifier::create)
                .verifyErrorMessage(DOING + ": the result has at least " + ZIP.length + " bytes, and "
                        + (ZIP.length - 1) + " are allowed");
        settings = atMost(ZIP.length);
        assertThat(download(false).block().file()).hasBinaryContent(ZIP);
    }

    @Test
    @DisplayName("5.1 the size limit applies while bytes arrive if the length of the result is not known")
    void tooLargeUnknown() {
        storage.behave((asked, good) -> good.good(asked).chunkedBody(new Buffer().write(ZIP), 1_000));
        settings = atMost(50_000);
        assertRefused(null, "50000 are allowed");
        assertThat(directory).isEmptyDirectory();
        assertThat(storage.asked()).hasSize(1);
        downloads().stream(DOING, url())
                .as(StepVerifier::create)
                .thenConsumeWhile(buffer -> true)
                .verifyError(TransferException.class);
    }

    @Test
    @DisplayName(
            "5.7 a download does not begin without room on the disk, and its error names the bytes needed and free")
    void noRoom() throws IOException {
        storage.behave((asked, good) -> good.good(asked).setHeader("Content-Length", MORE_THAN_ANY_DISK));
        assertRefused(
                FileSystemException.class,
                "not enough room",
                MORE_THAN_ANY_DISK + " bytes are needed",
                " are available");
        assertThat(directory).isEmptyDirectory();
        assertThat(storage.asked()).hasSize(1);
        Files.write(part, new byte[1_000]);
        new PartNote(new Validator("\"v1\"", MORE_THAN_ANY_DISK), null, null).write(note);
        assertRefused(FileSystemException.class, (MORE_THAN_ANY_DISK - 1_000) + " bytes are needed");
        assertThat(storage.asked())
                .as("requests, with none for the partial file")
                .hasSize(1);
        assertThat(part).as("the partial file that is kept").hasSize(1_000);
    }

    @Test
    @DisplayName(
            "5.7 a link at the target counts as an existing file, and replacing it leaves the linked file as it was")
    void linkAtTarget() throws IOException {
        Path elsewhere = top.resolve("elsewhere.zip");
        Files.createSymbolicLink(target, elsewhere);
        assertRefused(FileAlreadyExistsException.class);
        assertThat(download(true).block().file()).hasBinaryContent(ZIP);
        assertThat(target).isRegularFile().isNotEqualTo(elsewhere);
        assertThat(Files.isSymbolicLink(target)).isFalse();
        assertThat(elsewhere).doesNotExist();
        Files.writeString(elsewhere, "mine");
        Files.delete(target);
        Files.createSymbolicLink(target, elsewhere);
        assertRefused(FileAlreadyExistsException.class);
        download(true).block();
        assertThat(elsewhere).hasContent("mine");
    }

    @Test
    @DisplayName("5.7 nothing is written through links at the names of the files beside the target")
    void linksBeside() throws IOException {
        Path mine = Files.writeString(top.resolve("mine"), "mine");
        Files.createSymbolicLink(part, mine);
        assertRefused(IOException.class);
        assertThat(storage.asked()).isEmpty();
        Files.delete(part);
        Files.createSymbolicLink(note, mine);
        Files.createSymbolicLink(directory.resolve("result.zip.part.validator.new"), mine);
        assertThat(download(false).block().file()).hasBinaryContent(ZIP);
        assertThat(mine).hasContent("mine");
        assertThat(directory.toFile().list()).containsExactly("result.zip");
    }

    @Test
    @DisplayName("5.7 a directory that vanishes fails the download at once with the reason of the file system")
    void vanishes() {
        meanwhile(() -> {
            for (String name : directory.toFile().list()) {
                Files.delete(directory.resolve(name));
            }
            Files.delete(directory);
        });
        assertRefused(NoSuchFileException.class);
        assertThat(storage.asked()).hasSize(1);
        assertThat(directory).doesNotExist();
    }

    @Test
    @DisplayName(
            "5.1 a target that another program creates meanwhile is not replaced, and the bytes are not fetched again")
    void targetAppears() throws IOException {
        meanwhile(() -> Files.writeString(target, "mine"));
        assertRefused(FileAlreadyExistsException.class);
        assertThat(target).hasContent("mine");
        assertThat(storage.asked()).hasSize(1);
        Files.delete(target);
        storage.behave((asked, good) -> good.good(asked));
        assertThat(download(false).block().file()).hasBinaryContent(ZIP);
        assertThat(storage.asked().get(1).start())
                .as("start of the next request, after the bytes that were kept")
                .isEqualTo(ZIP.length - 1);
    }

    @Test
    @DisplayName("5.1 a file that another program puts in place of the partial file is not published")
    void partSwapped() {
        meanwhile(() -> {
            Files.delete(part);
            Files.writeString(part, "half of something");
        });
        assertRefused(NoSuchFileException.class);
        assertThat(target).doesNotExist();
        assertThat(part).hasContent("half of something");
    }

    @Test
    @DisplayName("1.6 5.3 a cancelled download frees its target for the next one, however early it is cancelled")
    void cancelledEarly() {
        for (int i = 0; i < 300; i++) {
            Disposable early = download(true).subscribe(file -> {}, refused -> {});
            for (int turns = i; turns > 0; turns--) {
                Thread.onSpinWait();
            }
            early.dispose();
        }
        download(true)
                // The cancelled downloads may still be cleaning up.
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(20))
                        .filter(failure -> failure.getMessage().contains("under way")))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(target).hasBinaryContent(ZIP);
    }

    @Test
    @DisplayName("1.6 5.1 a cancellation does not interrupt the last work on the file, because that would break it")
    void cancelledLate() throws InterruptedException {
        CountDownLatch publishing = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        Downloads slow = downloads(file -> {
            publishing.countDown();
            try {
                cancelled.await();
                ends.add("undisturbed");
            } catch (InterruptedException e) {
                ends.add("interrupted");
            }
        });
        Disposable download = slow.toFile(DOING, url(), target, false, (received, total) -> {})
                .subscribe();
        publishing.await();
        download.dispose();
        cancelled.countDown();
        assertThat(ends.take()).isEqualTo("undisturbed");
    }

    @Test
    @DisplayName("5.3 a download that begins during the last step of a cancelled one waits for this step and succeeds")
    void cancelledThenAgain() throws Exception {
        CountDownLatch publishing = new CountDownLatch(1);
        CountDownLatch begunAgain = new CountDownLatch(1);
        Mono<DownloadedFile> download = downloads(file -> {
                    publishing.countDown();
                    try {
                        begunAgain.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })
                .toFile(DOING, url(), target, false, (received, total) -> {});
        Disposable first = download.subscribe();
        publishing.await();
        first.dispose();
        CompletableFuture<DownloadedFile> second = download.toFuture();
        begunAgain.countDown();
        assertThat(second.get().file()).hasBinaryContent(ZIP);
        assertThat(directory.toFile().list()).containsExactly("result.zip");
        assertThat(storage.sent())
                .as("bytes sent, with only the last byte sent twice")
                .isEqualTo(ZIP.length + 1);
    }
}
