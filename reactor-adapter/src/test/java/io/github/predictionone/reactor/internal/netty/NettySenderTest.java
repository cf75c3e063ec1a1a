package io.github.predictionone.reactor.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.ApiKey;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.Endpoint;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.internal.wire.StatusAnswer;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.FailureMapping;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class NettySenderTest {

    private static final String GOOD = "{\"status\":\"training\"}";
    private static final String GOOD_ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: " + GOOD.length() + "\r\n\r\n" + GOOD;
    private static final int MAX_RESPONSE_SIZE = 4096;
    // One connection, so that each request waits until the previous one has returned it.
    private static final ConnectionSettings SETTINGS =
            TestSettings.oneConnection(Duration.ofHours(1), MAX_RESPONSE_SIZE);

    @StartStop
    public final MockWebServer server = new MockWebServer();

    private Connections connections = new Connections(SETTINGS);

    @AfterEach
    void close() {
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private static final ApiRequest<StatusAnswer<TrainingStatus>> STATUS =
            Requests.trainingStatus(TrainingId.of("a b"), StatusClassifier.defaults());

    private Mono<Answer<StatusAnswer<TrainingStatus>>> status(URI baseUrl) {
        return send(baseUrl, STATUS);
    }

    private Mono<Answer<StatusAnswer<TrainingStatus>>> status() {
        return status(baseUrl());
    }

    private <T> Mono<Answer<T>> send(URI baseUrl, ApiRequest<T> request) {
        return new FailureMapping(new NettySender(connections, baseUrl, Connections.Use.CALLS), Time.system())
                .send(request.withKey(ApiKey.of("k3y")));
    }

    private URI baseUrl() {
        return server.url("/p1").uri();
    }

    private static String word(Answer<StatusAnswer<TrainingStatus>> answer) {
        return answer.value().status().word();
    }

    private static Consumer<Throwable> transport(Retryability retryability) {
        return failure -> {
            assertThat(failure)
                    .isInstanceOf(TransportException.class)
                    .hasMessageStartingWith("Train Status Check of a b: ");
            assertThat(((PredictionOneException) failure).retryability()).isEqualTo(retryability);
        };
    }

    @Test
    @DisplayName("1.1 1.4 a request keeps the path prefix and has the headers Accept and User-Agent")
    void request() throws InterruptedException {
        server.enqueue(new MockResponse.Builder().body(GOOD).build());
        status().map(NettySenderTest::word)
                .as(StepVerifier::create)
                .expectNext("training")
                .verifyComplete();
        RecordedRequest request = server.takeRequest();
        assertThat(request.getRequestLine())
                .isEqualTo("GET /p1/v1/external/models/results?external_process_id=a%20b HTTP/1.1");
        assertThat(request.getHeaders().get("x-api-key")).isEqualTo("k3y");
        assertThat(request.getHeaders().get("accept")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("user-agent"))
                .matches("predictionone-java/\\d+\\.\\d+\\.\\d+\\S* \\(Java .+\\)");
        assertThat(request.getHeaders().get("transfer-encoding")).isNull();
    }

    @Test
    @DisplayName("1.7 closing a client closes its connections in use, even while another client keeps the event loops")
    void closedInUse() throws InterruptedException {
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
        Connections other = new Connections(SETTINGS);
        CompletableFuture<?> request = status().toFuture();
        server.takeRequest();
        connections.close().as(StepVerifier::create).verifyComplete();
        assertThat(request)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(TransportException.class);
        other.close().as(StepVerifier::create).verifyComplete();
    }

    @Test
    @DisplayName("3.3 a POST sends its JSON in UTF-8 with the exact Content-Length")
    void post() throws InterruptedException {
        server.enqueue(new MockResponse.Builder().body("{}").build());
        ApiRequest<String> post =
                new ApiRequest<>(Endpoint.TRAIN, "t", Endpoint.TRAIN.path(), "{\"name\":\"日本\"}", body -> "done");
        send(baseUrl(), post).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        RecordedRequest request = server.takeRequest();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getBody().string(StandardCharsets.UTF_8)).isEqualTo("{\"name\":\"日本\"}");
        assertThat(request.getHeaders().get("content-length")).isEqualTo("17");
        assertThat(request.getHeaders().get("content-type")).startsWith("application/json");
    }

    @Test
    @DisplayName("1.6 a response is read whatever its Content-Type and transfer encoding")
    void contentType() {
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "text/html")
                .chunkedBody(GOOD, 3)
                .build());
        status().map(NettySenderTest::word)
                .as(StepVerifier::create)
                .expectNext("training")
                .verifyComplete();
    }

    @Test
    @DisplayName("1.2 a redirect is not followed, so its target does not receive the key")
    void redirect() {
        server.enqueue(new MockResponse.Builder()
                .code(307)
                .setHeader("Location", server.url("/elsewhere"))
                .build());
        status().as(StepVerifier::create).verifyError(ProtocolException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("1.5 a response over the size limit is a protocol error, and its connection is closed")
    void tooLarge() {
        server.enqueue(new MockResponse.Builder().body("x".repeat(5000)).build());
        server.enqueue(
                new MockResponse.Builder().chunkedBody("x".repeat(50_000), 100).build());
        server.enqueue(new MockResponse.Builder().body(GOOD).build());
        status().as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ProtocolException.class)
                        .hasMessageContaining("4096"));
        status().as(StepVerifier::create).verifyError(ProtocolException.class);
        status().as(StepVerifier::create).expectNextCount(1).verifyComplete();
    }

    @Test
    @DisplayName("1.5 the response time limit covers the whole response, even if it arrives byte by byte")
    void drips() throws Exception {
        close();
        connections = new Connections(TestSettings.oneConnection(Duration.ofMillis(300), MAX_RESPONSE_SIZE));
        try (RawServer raw = new RawServer()
                .then(NettySenderTest::dripWithoutEnd)
                .then((socket, out) -> socket.getInputStream().read() >= 0)) {
            for (int i = 0; i < 2; i++) {
                status(raw.uri())
                        .as(StepVerifier::create)
                        .verifyErrorSatisfies(transport(Retryability.IF_IDEMPOTENT)
                                .andThen(failure ->
                                        assertThat(failure).hasMessageContaining("no complete answer within")));
            }
        }
    }

    private static boolean dripWithoutEnd(Socket socket, OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(50);
        while (true) {
            try {
                return socket.getInputStream().read() >= 0;
            } catch (SocketTimeoutException stillThere) {
                out.write(' ');
            }
        }
    }

    @Test
    @DisplayName("2.6 a closed connection is a transport error, with the outcome of the request unknown")
    void broken() {
        server.enqueue(new MockResponse.Builder()
                .onRequestStart(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(new MockResponse.Builder()
                .body(GOOD)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        for (int i = 0; i < 3; i++) {
            status().as(StepVerifier::create).verifyErrorSatisfies(transport(Retryability.IF_IDEMPOTENT));
        }
    }

    @Test
    @DisplayName("2.6 a refused connection or an unknown host is a transport error, with the request known as unsent")
    void refused() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        status(URI.create("http://127.0.0.1:" + port))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(transport(Retryability.ALWAYS));
        status(URI.create("http://nowhere.invalid"))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(transport(Retryability.ALWAYS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is no HTTP\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"
            })
    @DisplayName("2.6 malformed HTTP is a transport error, with the outcome of the request unknown")
    void malformed(String answer) throws Exception {
        try (RawServer raw = new RawServer().then(answer)) {
            status(raw.uri()).as(StepVerifier::create).verifyErrorSatisfies(transport(Retryability.IF_IDEMPOTENT));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
            })
    @DisplayName("1.6 1xx responses are skipped, and the connection is reused")
    void informational(String interim) throws Exception {
        try (RawServer raw =
                new RawServer().then(interim + interim + GOOD_ANSWER).then(GOOD_ANSWER)) {
            Flux.range(0, 2)
                    .concatMap(i -> status(raw.uri()))
                    .map(NettySenderTest::word)
                    .as(StepVerifier::create)
                    .expectNext("training", "training")
                    .verifyComplete();
            assertThat(raw.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("1.7 successive calls reuse one connection")
    void reuse() throws Exception {
        try (RawServer raw = new RawServer()) {
            for (int i = 0; i < 10; i++) {
                raw.then(GOOD_ANSWER);
            }
            Flux.range(0, 10)
                    .concatMap(i -> status(raw.uri()))
                    .as(StepVerifier::create)
                    .expectNextCount(10)
                    .verifyComplete();
            assertThat(raw.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("1.6 a connection that received surplus bytes is never used again")
    void surplus() throws Exception {
        String evil = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"status\":\"not asked\"}";
        try (RawServer raw =
                new RawServer().then(GOOD_ANSWER + evil).then(GOOD_ANSWER).then(GOOD_ANSWER)) {
            Flux.range(0, 3)
                    .concatMap(i -> status(raw.uri()))
                    .map(NettySenderTest::word)
                    .as(StepVerifier::create)
                    .expectNext("training", "training", "training")
                    .verifyComplete();
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("1.6 cancelling a request closes its connection")
    void cancelled() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer raw = new RawServer()
                .then((socket, out) -> {
                    asked.countDown();
                    return socket.getInputStream().read() >= 0;
                })
                .then(GOOD_ANSWER)) {
            Disposable call = status(raw.uri()).subscribe();
            asked.await();
            call.dispose();
            status(raw.uri()).as(StepVerifier::create).expectNextCount(1).verifyComplete();
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("2.3 the exception of an error response has its status and Retry-After")
    void errorAnswer() {
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .setHeader("Retry-After", "7")
                .body("<html>down</html>")
                .build());
        status().as(StepVerifier::create).verifyErrorSatisfies(failure -> {
            ApiException answer = (ApiException) failure;
            assertThat(answer.httpStatus()).isEqualTo(503);
            assertThat(answer.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(answer.retryability()).isEqualTo(Retryability.ALWAYS);
        });
    }

    @Test
    @DisplayName("3.4 thousands of concurrent calls wait for a connection and all complete")
    void burst() {
        server.setDispatcher(new mockwebserver3.Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().body(GOOD).build();
            }
        });
        Connections patient = new Connections(ConnectionSettings.defaults());
        NettySender sender = new NettySender(patient, baseUrl(), Connections.Use.CALLS);
        Flux.range(0, 3000)
                .flatMap(i -> sender.send(STATUS), 3000)
                .as(StepVerifier::create)
                .expectNextCount(3000)
                .verifyComplete();
        patient.close().as(StepVerifier::create).verifyComplete();
    }
}
