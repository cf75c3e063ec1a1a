package io.github.predictionone.reactor.internal.download;

import static io.github.predictionone.reactor.internal.storage.ObjectStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.reactor.internal.netty.ConnectionSettings;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.reactor.internal.part.PartNote;
import io.github.predictionone.reactor.internal.storage.Break;
import io.github.predictionone.reactor.internal.storage.HeldTime;
import io.github.predictionone.reactor.internal.storage.ObjectStore;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.TestStorage;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.github.predictionone.reactor.internal.support.JvmError;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.testsupport.Zips;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DownloadTest {

    private static final String DOING = "download of the result of t-1";
    private static final byte[] ZIP = Zips.noise(5_000, 1);
    private static final byte[] OTHER = Zips.noise(5_000, 2);

    @StartStop
    public final MockWebServer server = new MockWebServer();

    @TempDir
    private Path directory;

    private final Connections connections = new Connections(ConnectionSettings.defaults());
    private final AtomicInteger urls = new AtomicInteger();
    private Downloads downloads;
    private Path target;

    @BeforeEach
    void set() {
        downloads = TestDownloads.from(connections).build();
        target = directory.resolve("result.zip");
    }

    @AfterEach
    void close() {
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private Mono<PresignedUrl> url() {
        return Mono.fromSupplier(() -> PresignedUrl.parse(
                "result_url", server.url("/result.zip") + "?sig=secret%2Fkey&n=" + urls.incrementAndGet()));
    }

    private Mono<DownloadedFile> toFile() {
        return downloads.toFile(DOING, url(), target, false, (received, total) -> {});
    }

    private Mono<byte[]> stream() {
        return downloads.stream(DOING, url())
                .reduceWith(ByteArrayOutputStream::new, DownloadTest::collect)
                .map(ByteArrayOutputStream::toByteArray);
    }

    private static ByteArrayOutputStream collect(ByteArrayOutputStream all, ByteBuffer more) {
        byte[] bytes = new byte[more.remaining()];
        more.get(bytes);
        all.writeBytes(bytes);
        return all;
    }

    private static MockResponse.Builder whole(byte[] content) {
        return new MockResponse.Builder().setHeader("ETag", "\"v1\"").body(new Buffer().write(content));
    }

    private static MockResponse.Builder from(byte[] content, int offset) {
        return new MockResponse.Builder()
                .code(206)
                .setHeader("ETag", "\"v1\"")
                .setHeader("Content-Range", "bytes " + offset + "-" + (content.length - 1) + "/" + content.length)
                .body(new Buffer().write(content, offset, content.length - offset));
    }

    /** Returns an answer that announces its full length and breaks off. */
    private static MockResponse.Builder cut(byte[] content, int offset, int end) {
        MockResponse.Builder answer = offset == 0 ? whole(content) : from(content, offset);
        return answer.setHeader("Content-Length", content.length - offset)
                .body(new Buffer().write(content, offset, end - offset))
                .setHeader("Content-Length", content.length - offset)
                .onResponseEnd(new SocketEffect.CloseSocket());
    }

    private void enqueue(MockResponse.Builder... answers) {
        for (MockResponse.Builder answer : answers) {
            server.enqueue(answer.build());
        }
    }

    private List<String> requests(String header) throws InterruptedException {
        List<String> values = new ArrayList<>();
        for (int i = server.getRequestCount(); i > 0; i--) {
            values.add(server.takeRequest().getHeaders().get(header));
        }
        return values;
    }

    private void assertRefused(Mono<?> download, Class<? extends Throwable> cause, String... texts) {
        download.as(StepVerifier::create).verifyErrorSatisfies(failure -> {
            assertThat(failure).isInstanceOf(TransferException.class).hasMessageStartingWith(DOING);
            assertThat(failure.getMessage()).doesNotContain("secret");
            assertThat(texts).allSatisfy(text -> assertThat(failure).hasMessageContaining(text));
            if (cause != null) {
                assertThat(failure).hasCauseInstanceOf(cause);
            }
        });
        assertThat(target).doesNotExist();
    }

    @Test
    @DisplayName("5.1 5.5 a file is published whole, with its size and SHA-256, and no other file is left beside it")
    void whole() throws Exception {
        enqueue(whole(ZIP));
        List<Long> progress = new ArrayList<>();
        DownloadedFile file = downloads
                .toFile(DOING, url(), target, false, (received, total) -> progress.add(received))
                .block();
        assertThat(file.file()).hasBinaryContent(ZIP);
        assertThat(file.size()).isEqualTo(ZIP.length);
        assertThat(file.sha256()).isEqualTo(hex(ZIP));
        assertThat(progress).last().isEqualTo((long) ZIP.length);
        assertThat(directory.toFile().list()).containsExactly("result.zip");
        RecordedRequest request = server.takeRequest();
        assertThat(request.getTarget()).isEqualTo("/result.zip?sig=secret%2Fkey&n=1");
        assertThat(request.getHeaders().get("x-api-key")).isNull();
        assertThat(request.getHeaders().get("accept-encoding")).isEqualTo("identity");
        assertThat(request.getHeaders().get("range")).isNull();
    }

    private static String hex(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    @DisplayName("5.2 a broken transfer resumes at the byte where it stopped, under the same validator")
    void resumes() throws Exception {
        enqueue(cut(ZIP, 0, 1_000), cut(ZIP, 1_000, 1_001), from(ZIP, 1_001));
        assertThat(toFile().block().file()).hasBinaryContent(ZIP);
        assertThat(urls).as("calls for a URL").hasValue(1);
        RecordedRequest first = server.takeRequest();
        RecordedRequest second = server.takeRequest();
        assertThat(first.getHeaders().get("range")).isNull();
        assertThat(second.getHeaders().get("range")).isEqualTo("bytes=1000-");
        assertThat(second.getHeaders().get("if-match")).isEqualTo("\"v1\"");
        assertThat(second.getHeaders().get("if-range")).isEqualTo("\"v1\"");
        assertThat(server.takeRequest().getHeaders().get("range")).isEqualTo("bytes=1001-");
    }

    @Test
    @DisplayName("5.2 5.9 a broken stream resumes at the byte where it stopped")
    void streamResumes() throws Exception {
        enqueue(cut(ZIP, 0, 2), cut(ZIP, 2, 1_000), from(ZIP, 1_000));
        assertThat(stream().block()).isEqualTo(ZIP);
        assertThat(requests("range")).containsExactly(null, "bytes=2-", "bytes=1000-");
    }

    @Test
    @DisplayName(
            "5.2 a file starts over without its old bytes after an answer from byte 0, a 412, a 416 or a wrong range")
    void startsOver() {
        enqueue(cut(ZIP, 0, 1_000), whole(OTHER));
        assertThat(toFile().block().file()).hasBinaryContent(OTHER);
        for (int status : new int[] {412, 416}) {
            target = directory.resolve("result-" + status + ".zip");
            enqueue(cut(ZIP, 0, 1_000), new MockResponse.Builder().code(status), whole(OTHER));
            assertThat(toFile().block().file()).hasBinaryContent(OTHER);
        }
        target = directory.resolve("result-range.zip");
        enqueue(cut(ZIP, 0, 1_000), from(ZIP, 999), whole(OTHER));
        assertThat(toFile().block().file()).hasBinaryContent(OTHER);
        target = directory.resolve("result-etag.zip");
        enqueue(cut(ZIP, 0, 1_000), from(ZIP, 1_000).setHeader("ETag", "\"v2\""), whole(OTHER));
        assertThat(toFile().block().file()).hasBinaryContent(OTHER);
        target = directory.resolve("result-weak.zip");
        enqueue(cut(ZIP, 0, 1_000).setHeader("ETag", "W/\"v1\""), whole(OTHER));
        assertThat(toFile().block().file()).hasBinaryContent(OTHER);
    }

    @Test
    @DisplayName("5.2 5.9 a stream that broke off fails on another object and continues on the same one")
    void streamOfAnother() {
        enqueue(cut(ZIP, 0, 1_000), whole(OTHER).setHeader("ETag", "\"v2\""));
        assertRefused(stream(), null, "byte 1000");
        enqueue(cut(ZIP, 0, 1_000), whole(ZIP));
        assertThat(stream().block()).as("a storage without ranges").isEqualTo(ZIP);
    }

    @Test
    @DisplayName("5.2 a download fails after five attempts in a row without a new byte")
    void givesUp() {
        for (int i = 0; i < 10; i++) {
            enqueue(cut(ZIP, 0, 100 * (i + 1)).removeHeader("ETag"));
        }
        for (int i = 0; i < 10; i++) {
            enqueue(cut(ZIP, 0, 1_000).removeHeader("ETag"));
        }
        assertRefused(toFile(), TransportException.class, "attempts");
        assertThat(server.getRequestCount())
                .as("ten with new bytes, and four more after the last of these")
                .isEqualTo(14);
    }

    @Test
    @DisplayName("5.2 a 429 or 5xx of the storage is retried, and other refusals are final and quote the storage")
    void storageErrors() {
        enqueue(new MockResponse.Builder().code(503), new MockResponse.Builder().code(429), whole(ZIP));
        assertThat(toFile().block().file()).hasBinaryContent(ZIP);
        target = directory.resolve("other.zip");
        enqueue(
                new MockResponse.Builder()
                        .code(400)
                        .body(
                                "<?xml version=\"1.0\"?><Error><Code>InvalidArgument</Code><Message>No such thing</Message></Error>"));
        assertRefused(toFile(), ApiException.class, "HTTP 400", "InvalidArgument", "No such thing");
        enqueue(new MockResponse.Builder().code(503).setHeader("Retry-After", "3600"));
        assertRefused(toFile(), ApiException.class, "3600 s");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    @DisplayName("5.4 a refused URL is replaced at any point of a download, until five refusals in a row fail it")
    void freshUrl(int status) throws Exception {
        MockResponse.Builder refused =
                new MockResponse.Builder().code(status).body("<Error><Code>AccessDenied</Code></Error>");
        enqueue(refused, cut(ZIP, 0, 3_000), refused, from(ZIP, 3_000));
        assertThat(toFile().block().file()).hasBinaryContent(ZIP);
        assertThat(urls).hasValue(3);
        target = directory.resolve("never.zip");
        enqueue(refused, refused, refused, refused, refused);
        assertRefused(toFile(), ApiException.class, "AccessDenied", "5 attempts");
        assertThat(server.getRequestCount()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<?xml version=\"1.0\"?><Error/>", "<!DOCTYPE html><html>", "PK", "nothing of the kind"})
    @DisplayName("5.5 content that is not a zip is refused with an error that says so, and never emitted")
    void noZip(String body) {
        enqueue(whole(body.getBytes(StandardCharsets.UTF_8)));
        assertRefused(toFile(), null, "not a zip archive");
        assertThat(directory).isEmptyDirectory();
        enqueue(whole(body.getBytes(StandardCharsets.UTF_8)));
        downloads.stream(DOING, url())
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("not a zip archive"));
    }

    @Test
    @DisplayName("5.5 a zip without its directory or with a damaged header is refused")
    void damagedZip() {
        enqueue(whole(Arrays.copyOf(ZIP, ZIP.length - 30)));
        assertRefused(toFile(), null);
        byte[] damaged = ZIP.clone();
        damaged[0] = 'X';
        enqueue(whole(damaged));
        assertRefused(toFile(), null);
    }

    @Test
    @DisplayName("5.5 announced checksums of the whole archive are verified, and checksums of parts are ignored")
    void checksums() throws Exception {
        String md5 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(ZIP));
        String sha256 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(ZIP));
        CRC32C crc = new CRC32C();
        crc.update(ZIP);
        String crc32c = Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        enqueue(
                cut(ZIP, 0, 2_000)
                        .setHeader("Content-MD5", md5)
                        .setHeader("x-amz-checksum-sha256", sha256)
                        .setHeader("x-amz-checksum-crc32c", crc32c),
                from(ZIP, 2_000));
        assertThat(toFile().block().file()).hasBinaryContent(ZIP);
        enqueue(whole(ZIP).setHeader("x-amz-checksum-sha256", "AAAA-3"));
        assertThat(stream().block()).isEqualTo(ZIP);
        for (String header : List.of("Content-MD5", "x-amz-checksum-sha256", "x-amz-checksum-crc32c")) {
            target = directory.resolve(header + ".zip");
            for (int attempt = 0; attempt < 5; attempt++) {
                enqueue(whole(ZIP).setHeader(header, "AAAAAA=="));
            }
            assertRefused(toFile(), null, "of the content differs");
            enqueue(whole(ZIP).setHeader(header, "AAAAAA=="));
            stream().as(StepVerifier::create).verifyError(TransferException.class);
        }
    }

    @Test
    @DisplayName(
            "5.3 a partial file of an earlier run resumes if the validator still matches, and otherwise starts over")
    void earlierRun() throws Exception {
        enqueue(cut(ZIP, 0, 2_000), new MockResponse.Builder().code(400));
        toFile().as(StepVerifier::create).verifyError(TransferException.class);
        assertThat(directory.resolve("result.zip.part")).hasSize(2_000);
        enqueue(from(ZIP, 2_000));
        assertThat(toFile().block().sha256()).isEqualTo(hex(ZIP));
        assertThat(requests("range")).containsExactly(null, "bytes=2000-", "bytes=2000-");

        target = directory.resolve("second.zip");
        enqueue(
                cut(ZIP, 0, 2_000),
                new MockResponse.Builder().code(400),
                whole(OTHER).setHeader("ETag", "\"v2\""));
        toFile().as(StepVerifier::create).verifyError(TransferException.class);
        assertThat(toFile().block().sha256()).isEqualTo(hex(OTHER));

        target = directory.resolve("third.zip");
        Files.write(directory.resolve("third.zip.part"), new byte[700]);
        enqueue(whole(ZIP));
        assertThat(toFile().block().file())
                .as("a partial file of unknown origin")
                .hasBinaryContent(ZIP);
    }

    @Test
    @DisplayName("5.3 a partial file that is complete is published after one request for its last byte")
    void completePart() throws Exception {
        Files.write(directory.resolve("result.zip.part"), ZIP);
        new PartNote(new Validator("\"v1\"", ZIP.length), null, null)
                .write(directory.resolve("result.zip.part.validator"));
        enqueue(from(ZIP, ZIP.length - 1));
        assertThat(toFile().block().sha256()).isEqualTo(hex(ZIP));
        assertThat(requests("range")).containsExactly("bytes=" + (ZIP.length - 1) + "-");
    }

    @Test
    @DisplayName("5.3 the second of two downloads to one target fails at once")
    void exclusive() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                asked.countDown();
                refused.await();
                return whole(ZIP).build();
            }
        });
        Mono<DownloadedFile> first = toFile().cache();
        first.subscribe();
        asked.await();
        toFile().as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("another download"));
        refused.countDown();
        assertThat(first.block().file()).hasBinaryContent(ZIP);
    }

    @Test
    @DisplayName("5.7 a download to an unusable target fails with the cause before it requests anything")
    void disk() throws IOException {
        assertRefused(
                downloads.toFile(DOING, url(), directory.resolve("none/r.zip"), false, (received, total) -> {}),
                NoSuchFileException.class);
        Files.createDirectory(directory.resolve("dir"));
        assertRefused(
                downloads.toFile(DOING, url(), directory.resolve("dir"), true, (received, total) -> {}),
                FileAlreadyExistsException.class);
        Path existing = Files.writeString(directory.resolve("mine.zip"), "mine");
        assertRefused(
                downloads.toFile(DOING, url(), existing, false, (received, total) -> {}),
                FileAlreadyExistsException.class);
        assertThat(existing).hasContent("mine");
        assertThat(urls).hasValue(0);
        enqueue(whole(ZIP));
        assertThat(downloads
                        .toFile(DOING, url(), existing, true, (received, total) -> {})
                        .block()
                        .file())
                .hasBinaryContent(ZIP);
    }

    @Test
    @DisplayName("5.10 a download follows at most three redirects")
    void redirects() {
        MockResponse.Builder away = new MockResponse.Builder().code(302).setHeader("Location", "/elsewhere?sig=secret");
        enqueue(away, away, away, whole(ZIP));
        assertThat(toFile().block().file()).hasBinaryContent(ZIP);
        target = directory.resolve("never.zip");
        enqueue(away, away, away, away);
        assertRefused(toFile(), ProtocolException.class, "redirects");
    }

    @Test
    @DisplayName("1.5 a download fails if the storage stalls for the idle time, but not because its reader is slow")
    void stalls() throws Exception {
        Time time = HeldTime.time();
        downloads = TestDownloads.from(TestStorage.of(HeldTime.clients(connections), HeldTime.LIMIT, time), time)
                .build();
        try (RawServer raw = new RawServer()) {
            raw.otherwise(Break.STALL.after(bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nPK")));
            Mono<PresignedUrl> url = Mono.just(PresignedUrl.parse("result_url", raw.uri() + "/r.zip?sig=secret"));
            assertRefused(
                    downloads.toFile(DOING, url, target, false, (received, total) -> {}),
                    TransportException.class,
                    "less than 1024 bytes within");
        }
        try (RawServer silent = new RawServer()) {
            silent.otherwise(Break.STALL.after(new byte[0]));
            Mono<PresignedUrl> url = Mono.just(PresignedUrl.parse("result_url", silent.uri() + "/r.zip?sig=secret"));
            assertRefused(
                    downloads.toFile(DOING, url, target, false, (received, total) -> {}),
                    TransportException.class,
                    "no answer within",
                    "5 attempts");
        }
        CountDownLatch arrived = new CountDownLatch(1);
        try (RawServer quick = new RawServer()) {
            quick.then((socket, out) -> {
                Break.none(ObjectStore.answer("200 OK", "\"v1\"", ZIP, 0, "")).run(socket, out);
                arrived.countDown();
                return true;
            });
            Mono<PresignedUrl> url = Mono.just(PresignedUrl.parse("result_url", quick.uri() + "/r.zip?sig=secret"));
            downloads.stream(DOING, url)
                    .as(stream -> StepVerifier.create(stream, 0))
                    .expectSubscription()
                    .then(() -> await(arrived))
                    .then(() -> HeldTime.pass(HeldTime.LIMIT.multipliedBy(2)))
                    .thenRequest(Long.MAX_VALUE)
                    .thenConsumeWhile(buffer -> true)
                    .verifyComplete();
        }
    }

    @Test
    @DisplayName("1.5 1.6 each subscription to an exchange has its own time limit")
    void limitPerSubscription() throws Exception {
        Storage storage = TestStorage.of(HeldTime.clients(connections), HeldTime.LIMIT, HeldTime.time());
        try (RawServer raw = new RawServer()) {
            raw.then(Break.none(ObjectStore.answer("200 OK", "\"v1\"", ZIP, 0, "")));
            raw.otherwise(Break.STALL.after(new byte[0]));
            Mono<Void> exchange = storage.<Void>get(
                            DOING,
                            PresignedUrl.parse("result_url", raw.uri() + "/r.zip?sig=secret"),
                            headers -> {},
                            (answer, body) -> body.then())
                    .then();
            exchange.as(StepVerifier::create).verifyComplete();
            exchange.as(StepVerifier::create).verifyError(TimeoutException.class);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("1.10 5.3 a JVM error while a download is written fails the download and frees its target")
    void errorOfTheJvm() {
        enqueue(whole(ZIP), whole(ZIP));
        downloads
                .toFile(DOING, url(), target, false, (received, total) -> {
                    throw new StackOverflowError("too deep");
                })
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining(DOING + ": java.lang.StackOverflowError: too deep"));
        toFile().as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(directory.toFile().list()).containsExactly("result.zip");
    }

    @Test
    @DisplayName(
            "1.10 5.2 a JVM error while an archive is verified causes a second verification with the right checksum")
    void errorWhenChecked() throws Exception {
        String promised = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex(ZIP)));
        enqueue(whole(ZIP).setHeader("x-amz-checksum-sha256", promised), from(ZIP, ZIP.length - 1));
        String hex = hex(ZIP);
        AtomicInteger checks = new AtomicInteger();
        downloads = TestDownloads.from(connections)
                .verifying(file -> {
                    if (checks.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                })
                .build();
        toFile().as(StepVerifier::create)
                .assertNext(file -> assertThat(file.sha256()).isEqualTo(hex))
                .verifyComplete();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    @DisplayName("1.10 a JVM error when an answer begins is signalled, and the connection is released")
    void errorAtTheHead() {
        enqueue(whole(ZIP), whole(ZIP));
        TestDownloads.from(connections)
                .storage()
                .get(DOING, url().block(), headers -> {}, (answer, body) -> {
                    throw new OutOfMemoryError("Java heap space");
                })
                .as(StepVerifier::create)
                .verifyErrorSatisfies(
                        failure -> assertThat(JvmError.findIn(failure)).isInstanceOf(OutOfMemoryError.class));
        toFile().as(StepVerifier::create).expectNextCount(1).verifyComplete();
    }

    @Test
    @DisplayName("1.10 5.9 a JVM error fails a stream that has begun, because a resumed stream could have a gap")
    void errorInAStream() {
        int[] chunks = {0};
        BodyChunks.of(DOING, Flux.just(Unpooled.wrappedBuffer(ZIP)), buffer -> {
                    if (chunks[0]++ == 1) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    ByteBuffer chunk = ByteBuffer.allocate(1_000);
                    buffer.readBytes(chunk);
                    return chunk.flip();
                })
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessage(DOING + ": java.lang.OutOfMemoryError: Java heap space")
                        .extracting(reason -> ((TransferException) reason).retryability())
                        .isEqualTo(Retryability.NEVER));
    }

    @Test
    @DisplayName("2.6 a failed call for a URL fails the download with the reason as the cause")
    void noUrl() {
        PredictionOneException reason = new ProtocolException("no URL", null);
        assertRefused(
                downloads.toFile(DOING, Mono.error(reason), target, false, (received, total) -> {}),
                ProtocolException.class,
                "no URL");
    }

    @Test
    @DisplayName("5.9 each subscription streams the whole archive anew")
    void secondSubscription() {
        enqueue(whole(ZIP), whole(ZIP));
        Mono<byte[]> stream = stream();
        assertThat(stream.block()).isEqualTo(ZIP);
        assertThat(stream.block()).isEqualTo(ZIP);
    }
}
