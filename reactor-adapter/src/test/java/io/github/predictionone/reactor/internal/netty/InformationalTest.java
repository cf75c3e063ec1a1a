package io.github.predictionone.reactor.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.Endpoint;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.reactor.internal.exchange.FailureMapping;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** 1xx responses of the API, each in a separate packet. */
class InformationalTest {

    private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"status\":\"training\"}";
    // A poll sends the same request.
    private static final ApiRequest<?> GET = Requests.trainingStatus(TrainingId.of("t-1"), StatusClassifier.defaults());
    private static final ApiRequest<?> POST =
            new ApiRequest<>(Endpoint.TRAIN, "t", Endpoint.TRAIN.path(), "{\"name\":\"n\"}", body -> "done");

    private RawServer server;
    private Connections connections;

    @BeforeEach
    void open() throws IOException {
        server = new RawServer();
        connections = connections(Duration.ofHours(1));
    }

    @AfterEach
    void close() throws IOException {
        connections.close().as(StepVerifier::create).verifyComplete();
        server.close();
    }

    private static Connections connections(Duration responseTimeout) {
        return new Connections(TestSettings.oneConnection(responseTimeout));
    }

    private NettySender sender() {
        HttpClient noted = Arrivals.notedBy(connections.api(server.uri(), Connections.Use.CALLS));
        return new NettySender(noted, noted, "", 1 << 20);
    }

    private static Mono<?> sent(NettySender sender, ApiRequest<?> request) {
        return new FailureMapping(sender, Time.system()).send(request);
    }

    private static void packet(Socket client, String text) throws IOException, InterruptedException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        Arrivals.send(client, bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n", HINTS})
    @DisplayName("1.6 1xx responses to polls and calls are skipped, whether one or many, each in a separate packet")
    void skipped(String interim) {
        NettySender sender = sender();
        for (ApiRequest<?> request : List.of(GET, POST)) {
            for (int times : new int[] {1, 2, 20}) {
                server.then((socket, out) -> {
                    // Read the whole body. Otherwise its rest would be taken for the head of the next request.
                    socket.getInputStream()
                            .readNBytes(
                                    request.body() == null ? 0 : request.body().length());
                    for (int i = 0; i < times; i++) {
                        packet(socket, interim);
                    }
                    packet(socket, GOOD);
                    return true;
                });
                sent(sender, request)
                        .as(StepVerifier::create)
                        .expectNextCount(1)
                        .verifyComplete();
            }
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName("1.6 1xx responses that arrive byte by byte are skipped")
    void pieces() {
        server.then((socket, out) -> {
            for (char c : (HINTS + HINTS + GOOD).toCharArray()) {
                packet(socket, String.valueOf(c));
            }
            return true;
        });
        sent(sender(), GET).as(StepVerifier::create).expectNextCount(1).verifyComplete();
    }

    @Test
    @DisplayName("1.5 1.6 endless 1xx responses end the request at the response time limit")
    void withoutEnd() {
        connections.close().block();
        connections = connections(Duration.ofMillis(300));
        server.then((socket, out) -> forEver(out));
        sent(sender(), GET)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("no complete answer within"));
    }

    private static boolean forEver(OutputStream out) throws IOException {
        byte[] interim = HINTS.repeat(100).getBytes(StandardCharsets.US_ASCII);
        while (true) {
            out.write(interim);
        }
    }
}
