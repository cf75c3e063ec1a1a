package io.github.predictionone.reactor.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.TransferException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.reactor.internal.download.Downloads.ProgressListener;
import io.github.predictionone.reactor.internal.netty.ConnectionSettings;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.TestSettings;
import io.github.predictionone.reactor.internal.part.ByteRanges;
import io.github.predictionone.reactor.internal.part.PartNote;
import io.github.predictionone.reactor.internal.storage.HeldTime;
import io.github.predictionone.reactor.internal.storage.RangeServer;
import io.github.predictionone.reactor.internal.storage.RangeServer.Asked;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.testsupport.Zips;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Downloads over several connections, in pieces of 100 KB. */
class RangedDownloadTest {

    private static final String DOING = "download of the result of t-1";
    private static final int PIECE = 100_000;
    private static final byte[] ZIP = Zips.noise(8 * PIECE, 1);
    private static final byte[] OTHER = Zips.noise(8 * PIECE, 2);

    @StartStop
    public final MockWebServer server = new MockWebServer();

    @TempDir
    private Path directory;

    private final RangeServer storage = new RangeServer(ZIP);
    private final AtomicInteger urls = new AtomicInteger();
    private Connections connections = new Connections(ConnectionSettings.defaults());
    private Path target;
    private Path part;
    private Path note;

    @BeforeEach
    void set() {
        server.setDispatcher(storage);
        target = directory.resolve("result.zip");
        part = directory.resolve("result.zip.part");
        note = directory.resolve("result.zip.part.validator");
    }

    @AfterEach
    void close() {
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private Mono<DownloadedFile> download() {
        return download(4, (received, total) -> {});
    }

    // In held time, the probe for ranges cannot time out on a busy machine.
    private Mono<DownloadedFile> download(int number, ProgressListener progress) {
        return download(number, progress, HeldTime.time());
    }

    private Mono<DownloadedFile> download(int number, ProgressListener progress, Time time) {
        DownloadSettings settings = new DownloadSettings(number, 4 * PIECE, PIECE, Long.MAX_VALUE);
        Mono<PresignedUrl> url = Mono.fromSupplier(() -> PresignedUrl.parse(
                "result_url", server.url("/result.zip") + "?sig=secret&n=" + urls.incrementAndGet()));
        return TestDownloads.from(connections, time)
                .bounded(settings)
                .build()
                .toFile(DOING, url, target, false, progress);
    }

    private DownloadedFile whole() {
        DownloadedFile file = download().block();
        assertThat(file.file()).hasBinaryContent(ZIP);
        assertThat(directory).isDirectoryContaining("glob:**/result.zip");
        assertThat(directory.toFile().list()).containsExactly("result.zip");
        return file;
    }

    private void assertFails(String... texts) {
        download().as(StepVerifier::create).verifyErrorSatisfies(failure -> {
            assertThat(failure).isInstanceOf(TransferException.class).hasMessageStartingWith(DOING);
            assertThat(texts).allSatisfy(text -> assertThat(failure).hasMessageContaining(text));
        });
        assertThat(target).doesNotExist();
    }

    /** Asserts that the partial file has all bytes that the note claims. Returns the number of these bytes. */
    private long assertNoteIsTrue() throws IOException {
        PartNote left = PartNote.read(note);
        assertThat(left).isNotNull();
        byte[] bytes = Files.readAllBytes(part);
        ByteRanges missing = ByteRanges.upTo(0);
        left.written().missing(ZIP.length, Long.MAX_VALUE).forEach(gap -> missing.add(gap.start(), gap.end()));
        missing.missing(ZIP.length, Long.MAX_VALUE)
                .forEach(range -> assertThat(Arrays.equals(
                                bytes, (int) range.start(), (int) range.end(), ZIP, (int) range.start(), (int)
                                        range.end()))
                        .as("%s", range)
                        .isTrue());
        return left.written().bytes();
    }

    private List<Asked> pieces() {
        return storage.asked().stream()
                .filter(asked -> asked.ranged() && !asked.isProbe(ZIP.length))
                .toList();
    }

    @Test
    @DisplayName("5.6 four connections at a time fetch each piece once, and the file has the right bytes")
    void parallel() throws Exception {
        // Each of the first three pieces waits for the others, which requires that they run at the same time.
        CyclicBarrier together = new CyclicBarrier(3);
        AtomicInteger first = new AtomicInteger();
        storage.behave((asked, good) -> {
            if (asked.ranged() && !asked.isProbe(ZIP.length) && first.incrementAndGet() <= 3) {
                await(together);
            }
            return good.good(asked);
        });
        List<Long> progress = new CopyOnWriteArrayList<>();
        DownloadedFile file = download(4, (received, total) -> {
                    assertThat(total).hasValue(ZIP.length);
                    progress.add(received);
                })
                .block();
        assertThat(file.file()).hasBinaryContent(ZIP);
        assertThat(file.size()).isEqualTo(ZIP.length);
        assertThat(file.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(ZIP)));
        assertThat(progress).isSorted().last().isEqualTo((long) ZIP.length);
        assertThat(directory.toFile().list()).containsExactly("result.zip");
        assertThat(pieces()).hasSize(ZIP.length / PIECE).allSatisfy(asked -> {
            assertThat(asked.start() % PIECE).isZero();
            assertThat(asked.request().getHeaders().get("if-match")).isEqualTo("\"v1\"");
            assertThat(asked.request().getHeaders().get("if-range")).isEqualTo("\"v1\"");
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("5.6 a download uses one connection if it is short, if one is set, or without a strong ETag")
    void single() {
        download(1, (received, total) -> {}).block();
        assertThat(storage.asked()).hasSize(1);
        target = directory.resolve("weak.zip");
        storage.replace(ZIP, "W/\"v1\"");
        download().block();
        assertThat(storage.asked()).hasSize(2);
        target = directory.resolve("short.zip");
        byte[] small = Zips.noise(3 * PIECE, 3);
        storage.replace(small, "\"v1\"");
        assertThat(download().block().file()).hasBinaryContent(small);
        assertThat(storage.asked()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "other ETag", "other range", "403", "503", "reset"})
    @DisplayName("5.6 the first stream continues alone if the storage does not answer a range with that range")
    void noRanges(String answer) {
        storage.behave((asked, good) -> asked.ranged() ? instead(answer, asked, good) : good.good(asked));
        whole();
        assertThat(storage.asked())
                .as("one request for the whole and one probe for ranges")
                .hasSize(2);
        assertThat(urls).hasValue(1);
    }

    private static MockResponse.Builder instead(String answer, Asked asked, RangeServer good) {
        return switch (answer) {
            case "200" -> good.whole();
            case "other ETag" -> good.good(asked).setHeader("ETag", "\"v2\"");
            case "other range" -> good.good(new Asked(asked.start() - 1, asked.end(), true, asked.request()));
            case "reset" -> new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket());
            default -> new MockResponse.Builder().code(Integer.parseInt(answer));
        };
    }

    @Test
    @DisplayName("5.2 5.6 a piece that breaks off resumes by itself at the byte where it stopped")
    void pieceResumes() {
        AtomicInteger cuts = new AtomicInteger();
        storage.behave(
                (asked, good) -> asked.start() >= 3 * PIECE && asked.start() < 4 * PIECE && cuts.incrementAndGet() < 8
                        ? good.cut(asked, 5_000)
                        : good.good(asked));
        whole();
        assertThat(pieces())
                .filteredOn(asked -> asked.end() == 4 * PIECE)
                .extracting(Asked::start)
                .containsExactly(300_000, 305_000, 310_000, 315_000, 320_000, 325_000, 330_000, 335_000);
        assertThat(pieces()).filteredOn(asked -> asked.end() == 5 * PIECE).hasSize(1);
        assertThat(urls).hasValue(1);
    }

    @Test
    @DisplayName(
            "5.2 5.3 5.6 five failed attempts at a piece fail the download, and the next run fetches only the rest")
    void givesUp() throws Exception {
        storage.behave((asked, good) -> asked.start() == 2 * PIECE ? good.cut(asked, 0) : good.good(asked));
        assertFails("5 attempts");
        assertThat(pieces()).filteredOn(asked -> asked.start() == 2 * PIECE).hasSize(5);
        long there = assertNoteIsTrue();
        assertThat(there).isGreaterThanOrEqualTo(PIECE);
        long before = storage.sent();
        storage.behave((asked, good) -> good.good(asked));
        whole();
        assertThat(storage.sent() - before).isEqualTo(ZIP.length - there);
    }

    @Test
    @DisplayName("5.2 5.6 a download restarts at byte 0 if the object changes meanwhile")
    void changes() {
        storage.behave((asked, good) -> {
            if (asked.start() == 5 * PIECE) {
                storage.replace(OTHER, "\"v2\"");
                return new MockResponse.Builder().code(412);
            }
            return good.good(asked);
        });
        assertThat(download().block().file()).hasBinaryContent(OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "other ETag", "other range"})
    @DisplayName("5.2 5.6 a download restarts at byte 0 on one connection if a piece is answered with something else")
    void ignoredLater(String answer) {
        storage.behave((asked, good) -> asked.start() == 5 * PIECE ? instead(answer, asked, good) : good.good(asked));
        whole();
        assertThat(storage.asked()).filteredOn(asked -> !asked.ranged()).hasSize(2);
    }

    @Test
    @DisplayName("5.4 5.6 a URL that is refused on all connections is replaced once")
    void freshUrl() {
        storage.behave((asked, good) -> "1".equals(asked.request().getUrl().queryParameter("n"))
                        && asked.start() > 0
                        && !asked.isProbe(ZIP.length)
                ? new MockResponse.Builder().code(403)
                : good.good(asked));
        whole();
        assertThat(urls).hasValue(2);
    }

    @Test
    @DisplayName(
            "1.6 5.3 5.6 cancelling ends all connections, and the bytes already received are kept and noted correctly")
    void cancels() throws Exception {
        CountDownLatch under = new CountDownLatch(4);
        storage.behave((asked, good) -> {
            if (asked.start() >= 2 * PIECE && !asked.isProbe(ZIP.length)) {
                under.countDown();
                return good.good(asked).throttleBody(1_000, 50, TimeUnit.MILLISECONDS);
            }
            return good.good(asked);
        });
        Disposable running = download().subscribe();
        under.await();
        running.dispose();
        storage.behave((asked, good) -> good.good(asked));
        // The second download is refused until the first one has released the target.
        DownloadedFile file = download()
                .retryWhen(reactor.util.retry.Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(20))
                        .filter(failure -> failure.getMessage().contains("another download")))
                .block();
        assertThat(file.file()).hasBinaryContent(ZIP);
        assertThat(pieces())
                .as("requests for the piece that was already received")
                .filteredOn(asked -> asked.start() == PIECE)
                .hasSize(1);
    }

    @Test
    @DisplayName("5.3 5.6 several connections resume the partial file of one connection, and the other way round")
    void otherNumber() throws Exception {
        Files.write(part, Arrays.copyOf(ZIP, 250_000));
        Files.writeString(note, "\"v1\"\n" + ZIP.length + "\n", StandardCharsets.ISO_8859_1);
        whole();
        assertThat(storage.asked())
                .hasSize(6)
                .allSatisfy(asked -> assertThat(asked.start()).isGreaterThanOrEqualTo(250_000));
        target = directory.resolve("second.zip");
        Path second = directory.resolve("second.zip.part");
        byte[] withGap = ZIP.clone();
        Arrays.fill(withGap, 150_000, 350_000, (byte) 0);
        Files.write(second, Arrays.copyOf(withGap, 600_000));
        ByteRanges ranges = ByteRanges.upTo(150_000);
        ranges.add(350_000, 600_000);
        new PartNote(new Validator("\"v1\"", ZIP.length), PartNote.FORCED, ranges)
                .write(directory.resolve("second.zip.part.validator"));
        long before = storage.sent();
        assertThat(download(1, (received, total) -> {}).block().file()).hasBinaryContent(ZIP);
        assertThat(storage.sent() - before).isEqualTo(ZIP.length - 400_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000\n0-800000\n",
                "forced\n0-900000\n",
                "forced\n0-1\n2",
                "forced\nx\n"
            })
    @DisplayName("5.3 5.6 noted ranges are ignored if they are from before a restart of the system or cannot be right")
    void untrueNote(String ranges) throws Exception {
        Files.write(part, new byte[ZIP.length]);
        Files.writeString(note, "\"v1\"\n" + ZIP.length + "\n" + ranges, StandardCharsets.ISO_8859_1);
        whole();
        assertThat(storage.asked().get(0).ranged()).isFalse();
    }

    @Test
    @DisplayName("5.5 5.6 checksums that the storage announces are verified over the whole archive")
    void checksums() throws Exception {
        String md5 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(ZIP));
        storage.behave((asked, good) -> good.good(asked).setHeader("Content-MD5", md5));
        whole();
        Files.delete(target);
        storage.behave((asked, good) -> good.good(asked).setHeader("Content-MD5", "AAAAAA=="));
        assertFails("the MD5 of the content differs", "5 attempts");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("5.5 5.6 a download of content that is not a zip leaves no file behind")
    void noZip() {
        storage.replace(new byte[8 * PIECE], "\"v1\"");
        assertFails("not a zip archive");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName(
            "3.4 5.6 a download that holds the only connection of its pool does not wait for a second one for long")
    void smallPool() {
        connections.close().block();
        connections = new Connections(TestSettings.connections(1));
        assertThat(download(4, (received, total) -> {}, Time.system()).block().file())
                .hasBinaryContent(ZIP);
        assertThat(storage.asked()).hasSize(1);
    }

    @Test
    @DisplayName("5.6 the error of a download quotes the storage's refusal of a piece")
    void refused() {
        storage.behave((asked, good) -> asked.start() == 4 * PIECE
                ? new MockResponse.Builder().code(400).body("<Error><Code>Odd</Code></Error>")
                : good.good(asked));
        download()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasCauseInstanceOf(ApiException.class)
                        .hasMessageContaining("Odd"));
    }
}
