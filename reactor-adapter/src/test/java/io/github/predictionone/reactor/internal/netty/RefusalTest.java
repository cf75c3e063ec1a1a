package io.github.predictionone.reactor.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.TransportException;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.internal.netty.RawServer.Script;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;
import reactor.util.context.ContextView;

/** Responses whose head has all that matters, and whose body is broken in every possible way. */
class RefusalTest {

    private static final TrainingId ID = TrainingId.of("t-1");
    private static final String FIELDS = "{\"message\":\"no such training\",\"more\":\"";
    private static final int MIB = 1 << 20;

    private final Semaphore heads = new Semaphore(0);
    private RawServer server;
    private PredictionOneClient client;

    @BeforeEach
    void open() throws IOException {
        server = new RawServer();
        client = client(Duration.ofHours(1));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private PredictionOneClient client(Duration responseTimeout) {
        return PredictionOneClient.builder()
                .baseUrl(server.uri())
                .apiKey("k3y")
                .retry(RetryPolicy.defaults().withFirstWait(Duration.ofMillis(1)))
                .responseTimeout(responseTimeout)
                .instrumentation(new Instrumentation() {
                    @Override
                    public Call callStarted(ApiCall call, ContextView context) {
                        return new Call() {
                            @Override
                            public void answered(int status) {
                                heads.release();
                            }
                        };
                    }
                })
                .build();
    }

    /** A way in which a response body is broken. */
    private record Fault(String name, String framing, String body, End end) {

        /** Returns a script that sends a response with this status line and ends it with the fault. */
        Script after(String statusLine, Semaphore headIsThere) {
            return (socket, out) -> {
                write(out, "HTTP/1.1 " + statusLine + "\r\n" + framing + "\r\n" + body);
                // A reset would discard bytes that the client has not read yet.
                headIsThere.acquire();
                return end.happens(socket, out);
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private interface End {
        boolean happens(Socket socket, OutputStream out) throws IOException;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static boolean close(Socket socket, OutputStream out) {
        return false;
    }

    private static boolean reset(Socket socket, OutputStream out) throws IOException {
        socket.setSoLinger(true, 0);
        return false;
    }

    /** Writes until the client closes the connection. */
    private static boolean forEver(Socket socket, OutputStream out) throws IOException {
        byte[] piece = new byte[1 << 16];
        while (true) {
            out.write(piece);
        }
    }

    private static boolean chunksForEver(Socket socket, OutputStream out) throws IOException {
        byte[] chunk = ("10000\r\n" + "x".repeat(1 << 16) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        while (true) {
            out.write(chunk);
        }
    }

    private static boolean malformedChunk(Socket socket, OutputStream out) throws IOException {
        write(out, "zz\r\n");
        return true;
    }

    private static boolean stall(Socket socket, OutputStream out) throws IOException {
        return socket.getInputStream().read() >= 0;
    }

    static Stream<Fault> faults() {
        String length = "Content-Length: 1000\r\n";
        String chunked = "Transfer-Encoding: chunked\r\n";
        String chunk = Integer.toHexString(FIELDS.length()) + "\r\n" + FIELDS + "\r\n";
        return Stream.of(
                new Fault("cut", length, FIELDS, RefusalTest::close),
                new Fault("cut before its first byte", length, "", RefusalTest::close),
                new Fault("cut between chunks", chunked, chunk, RefusalTest::close),
                new Fault("reset", length, FIELDS, RefusalTest::reset),
                new Fault("without end", "", FIELDS, RefusalTest::forEver),
                new Fault("chunks without end", chunked, chunk, RefusalTest::chunksForEver),
                new Fault("malformed chunk", chunked, chunk, RefusalTest::malformedChunk));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("2.3 a refusal with a broken body is reported after one request, and its connection is closed")
    void refused(Fault fault) {
        server.then(fault.after("404 Not Found", heads)).otherwise((socket, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"status\":\"training\"}");
            return true;
        });
        client.trainingStatus(ID).as(StepVerifier::create).verifyErrorSatisfies(failure -> {
            ApiException refusal = (ApiException) failure;
            assertThat(refusal.httpStatus()).isEqualTo(404);
            if (!fault.body.isEmpty()) {
                assertThat(refusal).hasMessageContaining("no such training");
            }
        });
        assertThat(server.heads()).hasSize(1);
        client.trainingStatus(ID).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("2.3 4.3 a watch ends with the refusal of its id, even if the refusal has a broken body")
    void watched(Fault fault) {
        server.then(fault.after("404 Not Found", heads));
        client.watchTraining(ID)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure).isInstanceOf(ApiException.class));
        assertThat(server.heads()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("2.3 3.3 a refused POST has a known outcome, even if the refusal has a broken body")
    void post(Fault fault) {
        server.then((socket, out) -> {
            socket.getInputStream().skip(1);
            return fault.after("500 Oops", heads).run(socket, out);
        });
        client.train(TrainRequest.of(ID, "m", TrainingConfig.binaryClassification("premium", "yes")))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure).isInstanceOf(ApiException.class));
        assertThat(server.heads()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("2.3 3.1 a request is retried after HTTP 503, even if the response has a broken body")
    void busy(Fault fault) {
        for (int i = 0; i < 4; i++) {
            server.then(fault.after("503 Busy", heads));
        }
        client.trainingStatus(ID)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure ->
                        assertThat(failure).isInstanceOf(ApiException.class).hasMessageContaining("HTTP 503"));
        assertThat(server.heads()).hasSize(4);
    }

    @Test
    @DisplayName("1.5 2.3 a refusal whose body stalls is reported when the response time limit has passed")
    void stalled() {
        client.close();
        client = client(Duration.ofMillis(300));
        server.then(new Fault("stall", "Content-Length: 1000\r\n", FIELDS, RefusalTest::stall)
                .after("404 Not Found", heads));
        client.trainingStatus(ID)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure ->
                        assertThat(failure).isInstanceOf(ApiException.class).hasMessageContaining("no such training"));
        assertThat(server.heads()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("2.6 a truncated 200 response is a transport error, and an endless one is a protocol error")
    void good(Fault fault) {
        for (int i = 0; i < 4; i++) {
            server.then(fault.after("200 OK", heads));
        }
        Class<?> expected = fault.name.contains("without end") ? ProtocolException.class : TransportException.class;
        client.trainingStatus(ID)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure).isInstanceOf(expected));
    }

    private static String padded(int length) {
        String status = "{\"status\":\"training\",\"models\":[],\"data_sets\":[]}";
        return status + " ".repeat(length - status.length());
    }

    private void answers(String body) {
        server.then((socket, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            return true;
        });
    }

    @Test
    @DisplayName("1.5 a status response is limited to 1 MiB, but a list response may be longer")
    void bounds() {
        answers(padded(MIB));
        answers(padded(MIB + 1));
        answers(padded(2 * MIB));
        client.trainingStatus(ID).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        client.trainingStatus(ID)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ProtocolException.class)
                        .hasMessageContaining("longer than 1048576 bytes"));
        client.models().list().then().as(StepVerifier::create).verifyComplete();
    }

    @Test
    @DisplayName("1.5 a response head is limited to 64 KiB, and a longer one is not valid HTTP")
    void longHead() {
        head(60_000);
        client.trainingStatus(ID).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        for (int i = 0; i < 4; i++) {
            head(70_000);
        }
        client.trainingStatus(ID)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransportException.class)
                        .hasMessageContaining("not valid HTTP"));
    }

    private void head(int length) {
        String cookie = "Set-Cookie: c=" + "x".repeat(998) + "\r\n";
        server.then("HTTP/1.1 200 OK\r\n" + cookie.repeat(length / cookie.length())
                + "Content-Length: 21\r\n\r\n{\"status\":\"training\"}");
    }
}
