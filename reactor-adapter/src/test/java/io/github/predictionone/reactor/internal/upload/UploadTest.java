package io.github.predictionone.reactor.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.netty.ConnectionSettings;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.TestStorage;
import io.github.predictionone.reactor.internal.storage.TransferObserver;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.UploadProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class UploadTest {

    private static final String DOING = "upload of the training data of t-1";
    private static final String REFUSAL =
            "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";

    @StartStop
    public final MockWebServer server = new MockWebServer();

    @TempDir
    private Path directory;

    private final Connections connections = new Connections(ConnectionSettings.defaults());
    private final Queue<UploadProgress> progress = new ConcurrentLinkedQueue<>();
    private Uploads uploads;
    private Path file;
    private byte[] content;

    @BeforeEach
    void set() throws IOException {
        uploads = uploads(Duration.ofHours(1));
        content = new byte[300_000];
        new Random(3).nextBytes(content);
        file = Files.write(directory.resolve("data.csv"), content);
    }

    private Uploads uploads(Duration idleTimeout) {
        Storage storage = TestStorage.of(connections::storage, idleTimeout, Time.system());
        RetryPolicy quick =
                RetryPolicy.defaults().withFirstWait(Duration.ofMillis(5)).withMaxWait(Duration.ofMillis(20));
        return new Uploads(storage, quick, Time.system(), () -> 0.5, TransferObserver.NONE);
    }

    @AfterEach
    void close() {
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private Mono<Void> put() {
        return put(server.url("/").uri());
    }

    private Mono<Void> put(URI origin) {
        return uploads.put(DOING, url(origin), file, progress::add);
    }

    private static PresignedUrl url(URI origin) {
        return PresignedUrl.parse(
                "upload_url",
                origin.resolve("/learn.csv?sig=secret%2Fkey&x=%E6%97%A5").toString());
    }

    private void assertRefused(Mono<Void> upload, Class<? extends Throwable> cause, String... texts) {
        upload.as(StepVerifier::create).verifyErrorSatisfies(failure -> {
            assertThat(failure).isInstanceOf(TransferException.class).hasCauseInstanceOf(cause);
            assertThat(failure.getMessage()).doesNotContain("secret");
            assertThat(texts).allSatisfy(text -> assertThat(failure).hasMessageContaining(text));
        });
    }

    @Test
    @DisplayName("6.1 an upload is one PUT with the exact length, an unchanged URL, and no API key or content type")
    void onePut() throws InterruptedException {
        server.enqueue(new MockResponse.Builder().build());
        put().as(StepVerifier::create).verifyComplete();
        RecordedRequest request = server.takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("PUT /learn.csv?sig=secret%2Fkey&x=%E6%97%A5 HTTP/1.1");
        assertThat(request.getBody().toByteArray()).isEqualTo(content);
        assertThat(request.getHeaders().get("content-length")).isEqualTo("300000");
        assertThat(request.getHeaders().names()).doesNotContain("x-api-key", "Content-Type", "Transfer-Encoding");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("6.1 a few bytes are uploaded in the same way as a file")
    void bytes() throws InterruptedException {
        server.enqueue(new MockResponse.Builder().build());
        PresignedUrl url =
                PresignedUrl.parse("upload_url", server.url("/c.csv?sig=secret").toString());
        uploads.put(DOING, url, "\uFEFFcolumn_name".getBytes(StandardCharsets.UTF_8))
                .as(StepVerifier::create)
                .verifyComplete();
        RecordedRequest request = server.takeRequest();
        assertThat(request.getBody().string(StandardCharsets.UTF_8)).isEqualTo("\uFEFFcolumn_name");
        assertThat(request.getHeaders().get("content-length")).isEqualTo("14");
        assertThat(request.getHeaders().get("transfer-encoding")).isNull();
    }

    @Test
    @DisplayName("6.4 an upload is retried from the start of the file after a reset, a 5xx or S3's RequestTimeout")
    void retried() throws InterruptedException {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(new MockResponse.Builder().code(503).build());
        server.enqueue(new MockResponse.Builder()
                .code(400)
                .body("<Error><Code>RequestTimeout</Code></Error>")
                .build());
        server.enqueue(new MockResponse.Builder().build());
        put().as(StepVerifier::create).verifyComplete();
        RecordedRequest last = null;
        for (int i = server.getRequestCount(); i > 0; i--) {
            last = server.takeRequest();
        }
        assertThat(last.getBody().toByteArray()).isEqualTo(content);
    }

    @Test
    @DisplayName("6.4 an upload is not retried after a redirect or other refusal, and its error quotes the storage")
    void refused() {
        server.enqueue(new MockResponse.Builder().code(403).body(REFUSAL).build());
        assertRefused(put(), ApiException.class, "HTTP 403", "AccessDenied", "Request has expired");
        server.enqueue(
                new MockResponse.Builder().code(307).setHeader("Location", "/x").build());
        assertRefused(put(), ApiException.class, "HTTP 307");
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    // Repeated, since either the answer or the reset may arrive first.
    @RepeatedTest(10)
    @DisplayName("6.4 an upload fails with the storage's refusal even if that arrives while the body is being sent")
    void earlyRefusal() throws Exception {
        content = new byte[30_000_000];
        file = Files.write(directory.resolve("large.csv"), content);
        String answer = "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: " + REFUSAL.length()
                + "\r\n\r\n" + REFUSAL;
        try (RawServer raw = new RawServer().then((socket, out) -> {
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            // Like a storage that lets the client read the answer before it resets the connection.
            byte[] some = new byte[1 << 16];
            for (int i = 0; i < 20 && socket.getInputStream().read(some) >= 0; i++) {}
            return false;
        })) {
            assertRefused(put(raw.uri()), ApiException.class, "AccessDenied");
        }
    }

    @Test
    @DisplayName("6.3 an upload of a missing file, a directory or an empty file is refused")
    void unusable() throws IOException {
        Path[] unusable = {directory.resolve("none.csv"), directory, Files.createFile(directory.resolve("empty.csv"))};
        for (Path path : unusable) {
            assertRefused(
                    uploads.check(path), IOException.class, path.getFileName().toString());
        }
        uploads.check(file).as(StepVerifier::create).verifyComplete();
    }

    @Test
    @DisplayName("6.3 an upload fails without a retry if the length of its file changes")
    void changed() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest received) {
                append();
                return new MockResponse.Builder().build();
            }
        });
        put().as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("the length of the file changed"));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    private void append() {
        try {
            Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("1.9 6.6 a progress listener may block; if it throws, it is not called again and the upload continues")
    void listeners() {
        List<Boolean> nonBlocking = new CopyOnWriteArrayList<>();
        server.enqueue(new MockResponse.Builder().build());
        uploads.put(DOING, url(server.url("/").uri()), file, bytes -> {
                    nonBlocking.add(Schedulers.isInNonBlockingThread());
                    throw new IllegalStateException("no more");
                })
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(nonBlocking).containsExactly(false);
    }

    @Test
    @DisplayName("6.6 the last progress report covers the whole file")
    void progress() {
        server.enqueue(new MockResponse.Builder().build());
        put().as(StepVerifier::create).verifyComplete();
        assertThat(progress).isNotEmpty().last().isEqualTo(new UploadProgress(file, 300_000, 300_000));
    }

    @Test
    @DisplayName("1.5 every attempt of an upload ends after the idle limit if the storage neither reads nor answers")
    void stalls() throws Exception {
        content = new byte[30_000_000];
        file = Files.write(directory.resolve("large.csv"), content);
        uploads = uploads(Duration.ofMillis(300));
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer raw = new RawServer().otherwise((socket, out) -> {
            over.await();
            return false;
        })) {
            assertRefused(put(raw.uri()), TransportException.class, "no progress within", "4 attempts");
        } finally {
            over.countDown();
        }
    }

    @Test
    @DisplayName("1.6 cancelling an upload ends its request and leaks nothing")
    void cancelled() throws InterruptedException {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        Disposable upload = put().subscribe();
        server.takeRequest();
        upload.dispose();
        server.enqueue(new MockResponse.Builder().build());
        put().as(StepVerifier::create).verifyComplete();
    }
}
