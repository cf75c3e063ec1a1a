package io.github.predictionone.reactor.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.download.TestDownloads;
import io.github.predictionone.reactor.internal.netty.ConnectionSettings;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.upload.Uploads;
import io.github.predictionone.testsupport.Identity;
import io.github.predictionone.testsupport.Zips;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipInputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.SslProvider;
import reactor.test.StepVerifier;

/** Transfers over TLS, which real storage uses. */
class TlsTest {

    @TempDir
    private Path directory;

    private final MockWebServer server = new MockWebServer();
    private final Connections connections = new Connections(ConnectionSettings.defaults());
    private final RetryPolicy once = RetryPolicy.defaults().withMaxAttempts(1);

    @BeforeEach
    void start() throws Exception {
        Identity untrusted = Identity.of(directory, "localhost", "san=dns:localhost,ip:127.0.0.1");
        server.useHttps(untrusted.server().getSocketFactory());
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private Mono<HttpClient> trusting(PresignedUrl url) {
        SslProvider.GenericSslContextSpec<?> spec = Http11SslContextSpec.forClient()
                .configure(tls -> tls.trustManager(InsecureTrustManagerFactory.INSTANCE));
        return connections.storage(url).map(client -> client.secure(tls -> tls.sslContext(spec)));
    }

    private PresignedUrl url() {
        return PresignedUrl.parse("url", server.url("/x").toString());
    }

    @Test
    @DisplayName("6.1 a file is uploaded over TLS with its exact length")
    void upload() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(9).nextBytes(content);
        Path file = Files.write(directory.resolve("data.csv"), content);
        server.enqueue(new MockResponse.Builder().build());
        Storage storage = TestStorage.of(this::trusting, Duration.ofHours(1), Time.system());
        new Uploads(storage, once, Time.system(), () -> 0, TransferObserver.NONE)
                .put("upload", url(), file, progress -> {})
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(server.takeRequest().getBody().toByteArray()).isEqualTo(content);
    }

    @Test
    @DisplayName("6.1 two files are uploaded over TLS as one zip with its exact length")
    void zip() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(9).nextBytes(content);
        Path one = Files.write(directory.resolve("one.csv"), content);
        Path two = Files.writeString(directory.resolve("two.csv"), "a,b\n1,2\n");
        server.enqueue(new MockResponse.Builder().build());
        Storage storage = TestStorage.of(this::trusting, Duration.ofHours(1), Time.system());
        Uploads uploads = new Uploads(storage, once, Time.system(), () -> 0, TransferObserver.NONE);
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("train_src/one.csv", one);
        files.put("eval_src/two.csv", two);
        uploads.zip("upload", one, files)
                .flatMap(whole -> uploads.put("upload", url(), whole, progress -> {}))
                .as(StepVerifier::create)
                .verifyComplete();
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(server.takeRequest().getBody().toByteArray()))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("train_src/one.csv");
            assertThat(zip.readAllBytes()).isEqualTo(content);
            assertThat(zip.getNextEntry().getName()).isEqualTo("eval_src/two.csv");
            assertThat(zip.readAllBytes()).isEqualTo(Files.readAllBytes(two));
        }
    }

    @Test
    @DisplayName("5.1 a file is downloaded over TLS")
    void download() {
        byte[] zip = Zips.noise(3_000_000, 4);
        server.enqueue(new MockResponse.Builder().body(new Buffer().write(zip)).build());
        Storage storage = TestStorage.of(this::trusting, Duration.ofHours(1), Time.system());
        Path target = directory.resolve("r.zip");
        TestDownloads.from(storage, Time.system())
                .retrying(once)
                .build()
                .toFile("download", Mono.just(url()), target, false, (received, total) -> {})
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(target).hasBinaryContent(zip);
    }

    @Test
    @DisplayName("5.10 a redirect from https to http is not followed")
    void downgrade() throws Exception {
        try (RawServer plain = new RawServer()) {
            server.enqueue(new MockResponse.Builder()
                    .code(302)
                    .setHeader("Location", plain.uri() + "/x?sig=secret")
                    .build());
            Storage storage = TestStorage.of(this::trusting, Duration.ofHours(1), Time.system());
            TestDownloads.from(storage, Time.system()).retrying(once).build().stream("download", Mono.just(url()))
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(TransferException.class)
                            .hasMessageContaining("from https to http")
                            .hasCauseInstanceOf(ProtocolException.class));
            assertThat(plain.connections()).isZero();
        }
    }

    @Test
    @DisplayName("2.6 an untrusted certificate is a transport error and is not retried")
    void untrusted() throws Exception {
        Path file = Files.writeString(directory.resolve("data.csv"), "a");
        Storage storage = TestStorage.of(connections::storage, Duration.ofHours(1), Time.system());
        new Uploads(storage, RetryPolicy.defaults(), Time.system(), () -> 0, TransferObserver.NONE)
                .put("upload", url(), file, progress -> {})
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure.getCause())
                        .isInstanceOfSatisfying(
                                TransportException.class,
                                transport ->
                                        assertThat(transport.retryability()).isEqualTo(Retryability.NEVER)));
        assertThat(server.getRequestCount()).isZero();
    }
}
