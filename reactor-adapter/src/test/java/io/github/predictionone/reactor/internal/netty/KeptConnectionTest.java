package io.github.predictionone.reactor.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.TransportException;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Pooled connections that the service closes when the next request arrives. */
class KeptConnectionTest {

    // Waits of one hour: a retry that waits at all makes the test hang.
    private static final RetryPolicy RETRY =
            RetryPolicy.defaults().withMaxWait(Duration.ofHours(1)).withFirstWait(Duration.ofHours(1));

    private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("own");
    private final Set<Socket> answeredOnce = ConcurrentHashMap.newKeySet();
    private RawServer server;
    private PredictionOneClient client;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
        client = PredictionOneClient.builder()
                .baseUrl(server.uri())
                .apiKey("k")
                .requestsPerSecond(0)
                .circuitBreaker(breaker)
                .retry(RETRY)
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private static boolean answer(OutputStream out) throws IOException {
        String body = "{\"status\":\"training\"}";
        out.write(("HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return true;
    }

    private boolean once(Socket socket, OutputStream out) throws IOException {
        return answeredOnce.add(socket) && answer(out);
    }

    private Flux<TrainingStatus> calls(int number, int atATime) {
        return Flux.range(0, number).flatMap(i -> client.trainingStatus(TrainingId.of("t-" + i)), atATime);
    }

    @ParameterizedTest(name = "with a reset: {0}")
    @DisplayName("3.4 a call on a closed pooled connection is retried immediately, and the circuit breaker ignores it")
    @ValueSource(booleans = {false, true})
    void repeated(boolean reset) {
        server.otherwise((socket, out) -> {
            socket.setSoLinger(reset, 0);
            return once(socket, out);
        });
        calls(200, 5).as(StepVerifier::create).expectNextCount(200).verifyComplete();
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    @DisplayName("3.4 a call uses at most one closed pooled connection, however many the pool has")
    void oneOfMany() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(8);
        server.otherwise((socket, out) -> {
            if (!answeredOnce.add(socket)) {
                return false;
            }
            all.countDown();
            all.await();
            return answer(out);
        });
        calls(8, 8).as(StepVerifier::create).expectNextCount(8).verifyComplete();
        int before = server.heads().size();
        calls(1, 1).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(server.heads()).hasSize(before + 2);
    }

    @Test
    @DisplayName("3.3 3.4 a POST on a closed pooled connection is not retried, because it may have been processed")
    void post() {
        server.otherwise((head, socket, out) ->
                head.startsWith("POST") ? !answeredOnce.isEmpty() && once(socket, out) : once(socket, out));
        calls(1, 1).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        client.train(TrainRequest.of(TrainingId.of("t-1"), "model", TrainingConfig.regression("y")))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(server.heads().stream().filter(head -> head.startsWith("POST")))
                .hasSize(1);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    @DisplayName("3.4 the circuit breaker counts a new connection that closes without a response as a failure")
    void newConnection() {
        server.otherwise((socket, out) -> false);
        PredictionOneClient once = PredictionOneClient.builder()
                .baseUrl(server.uri())
                .apiKey("k")
                .circuitBreaker(breaker)
                .retry(RETRY.withMaxAttempts(1))
                .build();
        once.trainingStatus(TrainingId.of("t-1")).as(StepVerifier::create).verifyError(TransportException.class);
        once.close();
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }
}
