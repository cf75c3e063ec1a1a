package io.github.predictionone.reactor.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

class UsedConnectionTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    private static Flux<String> exchange(HttpClient client, UsedConnection used, Runnable before) {
        return client.request(HttpMethod.GET)
                .uri("/")
                .send((request, out) -> {
                    before.run();
                    return used.by(out);
                })
                .response((response, body) -> {
                    used.answered();
                    return body.asString();
                });
    }

    @Test
    @DisplayName("1.6 a cancellation just before a connection is acquired closes it, because its response stays unread")
    void early() throws IOException {
        Connections connections = new Connections(TestSettings.connections(1));
        try (RawServer server = new RawServer()) {
            server.then(ANSWER).then(ANSWER);
            HttpClient client = connections.api(server.uri(), Connections.Use.CALLS);
            UsedConnection early = new UsedConnection();
            exchange(client, early, early::cancelled).subscribe();
            exchange(client, new UsedConnection(), () -> {})
                    .as(StepVerifier::create)
                    .expectNext("OK")
                    .verifyComplete();
            assertThat(server.connections()).isEqualTo(2);
        } finally {
            connections.close().as(StepVerifier::create).verifyComplete();
        }
    }
}
