package io.github.predictionone.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.TransferException;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.testsupport.Zips;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/** Presigned transfers against an S3 server of a third party. */
@Tag("process")
class S3IT {

    private static final TrainingId ID = TrainingId.of("t-1");
    private static final int LENGTH = 3_000_000;

    private static S3Server server;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private CuttingProxy proxy;
    private PresignedUrls urls;
    private String key;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = S3Server.start(directory);
        URI bucket = new PresignedUrls(server.origin(), S3Server.IDENTITY, S3Server.CREDENTIAL).put("/results");
        send(HttpRequest.newBuilder(bucket).PUT(BodyPublishers.noBody()));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (server != null) {
            server.stop();
        }
    }

    @BeforeEach
    void connect(TestInfo test) throws IOException {
        proxy = new CuttingProxy(server.address());
        // Signed for the host that the client sends, because the proxy does not change the request.
        urls = new PresignedUrls(proxy.origin(), S3Server.IDENTITY, S3Server.CREDENTIAL);
        key = "/results/" + test.getTestMethod().orElseThrow().getName() + ".zip";
    }

    @AfterEach
    void disconnect() throws IOException {
        proxy.close();
    }

    private static byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** Stores an object without the proxy, which then records only the client's requests. */
    private void store(byte[] content) throws IOException, InterruptedException {
        URI url = new PresignedUrls(server.origin(), S3Server.IDENTITY, S3Server.CREDENTIAL).put(key);
        send(HttpRequest.newBuilder(url).PUT(BodyPublishers.ofByteArray(content)));
    }

    private ServiceStub service(URI... results) throws IOException {
        Iterator<URI> next = List.of(results).iterator();
        return new ServiceStub(() -> next.hasNext() ? next.next() : urls.get(key), () -> urls.put(key));
    }

    private static PredictionOneClient client(ServiceStub service) {
        return PredictionOneClient.builder()
                .baseUrl(service.url())
                .apiKey("benign")
                .build();
    }

    private static URI forged(URI url) {
        String text = url.toString();
        return URI.create(text.substring(0, text.length() - 4) + "beef");
    }

    @Test
    @DisplayName("6.1 a presigned PUT with its exact length is accepted, and the stored object equals the file")
    void upload() throws Exception {
        byte[] content = Zips.noise(LENGTH, 1);
        Path file = Files.write(directory.resolve("data.csv"), content);
        try (ServiceStub service = service();
                PredictionOneClient client = client(service)) {
            client.uploadTrainingData(TrainingData.of(file))
                    .as(StepVerifier::create)
                    .expectNext(ID)
                    .verifyComplete();
        }
        assertThat(send(HttpRequest.newBuilder(urls.get(key)))).isEqualTo(content);
        assertThat(proxy.heads().get(0))
                .startsWith("PUT " + key + "?X-Amz-Algorithm")
                .containsIgnoringCase("\r\ncontent-length: " + content.length + "\r\n")
                .doesNotContainIgnoringCase("transfer-encoding")
                .doesNotContainIgnoringCase("x-api-key");
    }

    @Test
    @DisplayName(
            "6.4 a refused signature fails with a TransferException that has the storage's code but no query string")
    void refusedUpload() throws Exception {
        Path file = Files.writeString(directory.resolve("data.csv"), "a,b\n1,2\n");
        try (ServiceStub service = new ServiceStub(() -> urls.get(key), () -> forged(urls.put(key)));
                PredictionOneClient client = client(service)) {
            client.uploadTrainingData(TrainingData.of(file))
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(S3IT::assertSignatureRefused);
        }
        assertThat(proxy.heads()).hasSize(1);
    }

    private static void assertSignatureRefused(Throwable failure) {
        assertThat(failure)
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("SignatureDoesNotMatch")
                .hasCauseInstanceOf(ApiException.class);
        assertThat(failure.getCause())
                .isInstanceOfSatisfying(
                        ApiException.class,
                        answer -> assertThat(answer.httpStatus()).isEqualTo(403));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("X-Amz", "beef");
        }
    }

    @Test
    @DisplayName("5.1 a presigned GET downloads the whole object")
    void download() throws Exception {
        byte[] content = Zips.noise(LENGTH, 2);
        store(content);
        downloads(content);
        assertThat(proxy.heads()).hasSize(1);
    }

    /** Downloads from the given URLs first, then from valid ones. Returns the number of status calls, one per URL. */
    private int downloads(byte[] content, URI... results) throws IOException {
        Path target = directory.resolve("result.zip");
        try (ServiceStub service = service(results);
                PredictionOneClient client = client(service)) {
            client.downloadResult(ID, target)
                    .as(StepVerifier::create)
                    .assertNext(done -> assertThat(done.size()).isEqualTo(content.length))
                    .verifyComplete();
            assertThat(target).hasBinaryContent(content);
            return service.statusCalls();
        }
    }

    @Test
    @DisplayName(
            "5.2 a download that is cut in the middle resumes with Range and If-Match at the byte where it stopped")
    void resumed() throws Exception {
        byte[] content = Zips.noise(LENGTH, 3);
        store(content);
        proxy.cutOnce(LENGTH / 2, () -> {});
        downloads(content);
        assertThat(proxy.heads()).hasSize(2);
        assertThat(proxy.heads().get(1))
                .containsPattern("(?i)range: bytes=1[0-9]{6}-")
                .containsPattern("(?i)if-match: \"[0-9a-f]{32}\"");
    }

    @Test
    @DisplayName("5.6 a large object is downloaded correctly over several connections, one of which is cut")
    void ranges() throws Exception {
        byte[] content = Zips.noise(70_000_000, 9);
        store(content);
        proxy.cutOnce(5_000_000, () -> {});
        downloads(content);
        assertThat(proxy.heads())
                .filteredOn(head -> head.contains("bytes="))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(head -> assertThat(head).containsIgnoringCase("if-match: "));
    }

    @Test
    @DisplayName("5.2 a download restarts at byte 0 if the object changes in the middle")
    void changed() throws Exception {
        byte[] before = Zips.noise(LENGTH, 4);
        byte[] after = Zips.noise(LENGTH, 5);
        store(before);
        proxy.cutOnce(LENGTH / 2, () -> store(after));
        downloads(after);
        assertThat(proxy.heads()).hasSize(3);
        assertThat(proxy.heads().get(1)).containsIgnoringCase("range: bytes=");
        assertThat(proxy.heads().get(2)).doesNotContainIgnoringCase("range: bytes=");
    }

    @Test
    @DisplayName("5.4 an expired URL is replaced through the status call")
    void expired() throws Exception {
        byte[] content = Zips.noise(LENGTH, 6);
        store(content);
        assertThat(downloads(content, urls.expired(key))).isEqualTo(2);
    }

    @Test
    @DisplayName("5.4 a download fails without the query string in its error after its signature is refused five times")
    void refusedDownload() throws Exception {
        store(Zips.noise(1_000, 7));
        try (ServiceStub service = new ServiceStub(() -> forged(urls.get(key)), () -> urls.put(key));
                PredictionOneClient client = client(service)) {
            client.downloadResult(ID, directory.resolve("result.zip"))
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(S3IT::assertSignatureRefused);
            assertThat(service.statusCalls()).isEqualTo(5);
        }
    }

    @Test
    @DisplayName("5.9 a stream that is cut resumes without an error for its subscriber")
    void streamed() throws Exception {
        byte[] content = Zips.noise(LENGTH, 8);
        store(content);
        proxy.cutOnce(LENGTH / 2, () -> {});
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ServiceStub service = service();
                PredictionOneClient client = client(service)) {
            client.streamResult(ID)
                    .doOnNext(buffer -> {
                        byte[] bytes = new byte[buffer.remaining()];
                        buffer.get(bytes);
                        all.writeBytes(bytes);
                    })
                    .then()
                    .as(StepVerifier::create)
                    .verifyComplete();
        }
        assertThat(all.toByteArray()).isEqualTo(content);
        assertThat(proxy.heads()).hasSize(2);
    }
}
