package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.training.PollFailed;
import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.StatusUnchanged;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A service that is unavailable for a while, on real sockets. */
class OutageIT {

    private static final WatchOptions OFTEN =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(20)));

    // The time limit for requests that the outage leaves unanswered.
    private static final Duration SHORT = Duration.ofMillis(150);

    /** What happens to a request during the outage. */
    enum Outage {
        RESET {
            @Override
            boolean meet(Socket socket, OutputStream out) throws IOException {
                socket.setSoLinger(true, 0);
                return false;
            }
        },
        CLOSED {
            @Override
            boolean meet(Socket socket, OutputStream out) {
                return false;
            }
        },
        STALLED {
            @Override
            boolean meet(Socket socket, OutputStream out) {
                return true;
            }
        },
        HALF_AN_ANSWER {
            @Override
            boolean meet(Socket socket, OutputStream out) throws IOException {
                return write(out, "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"status\":");
            }
        },
        NO_HTTP {
            @Override
            boolean meet(Socket socket, OutputStream out) throws IOException {
                return write(out, "\u0015\u0003\u0001\u0000\u0002\u0002\r\n\r\n");
            }
        },
        HTTP_500 {
            @Override
            boolean meet(Socket socket, OutputStream out) throws IOException {
                return answer(out, "500 Internal Server Error", "{\"code\":5000000001,\"message\":\"internal\"}");
            }
        },
        HTTP_503 {
            @Override
            boolean meet(Socket socket, OutputStream out) throws IOException {
                return answer(out, "503 Service Unavailable", "<html>maintenance</html>");
            }
        },
        TOO_MANY {
            @Override
            boolean meet(Socket socket, OutputStream out) throws IOException {
                return answer(out, "429 Too Many Requests", "");
            }
        },
        GARBAGE {
            @Override
            boolean meet(Socket socket, OutputStream out) throws IOException {
                return answer(out, "200 OK", "{]");
            }
        };

        abstract boolean meet(Socket socket, OutputStream out) throws IOException;

        boolean endsByLimit() {
            return this == STALLED || this == HALF_AN_ANSWER;
        }
    }

    private RawServer server;
    private PredictionOneClient client;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer().otherwise((socket, out) -> status(out, "training"));
    }

    private static int failures(StatusEvent event) {
        return event instanceof PollFailed failed ? failed.consecutiveFailures() : 0;
    }

    private void connect(Duration responseTimeout) {
        client = PredictionOneClient.builder()
                .baseUrl(server.uri())
                .apiKey("k")
                .requestsPerSecond(0)
                .circuitBreaker(false)
                .responseTimeout(responseTimeout)
                .retry(RetryPolicy.defaults()
                        .withMaxAttempts(2)
                        .withFirstWait(Duration.ofMillis(5))
                        .withMaxWait(Duration.ofMillis(5)))
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private static boolean status(OutputStream out, String word) throws IOException {
        return answer(out, "200 OK", "{\"status\":\"" + word + "\"}");
    }

    private static boolean answer(OutputStream out, String status, String body) throws IOException {
        return write(out, "HTTP/1.1 " + status + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
    }

    private static boolean write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return true;
    }

    private Flux<StatusEvent> watch() {
        return client.watchTraining(TrainingId.of("t-1"), OFTEN);
    }

    @ParameterizedTest(name = "4.3 a watch reports each poll that fails with {0}, recovers, and receives the end")
    @EnumSource
    void recovers(Outage outage) {
        connect(outage.endsByLimit() ? SHORT : Duration.ofHours(1));
        // A short time limit may also fail a poll that a busy machine delays.
        boolean exact = !outage.endsByLimit();
        watch().as(StepVerifier::create)
                .thenConsumeWhile(event -> !exact && failures(event) > 0)
                .expectNextMatches(StatusChanged.class::isInstance)
                .then(() -> server.otherwise(outage::meet))
                .thenConsumeWhile(event -> failures(event) == 1 || (!exact && failures(event) == 0))
                .expectNextMatches(event -> failures(event) > 1)
                .then(() -> server.otherwise((socket, out) -> status(out, "training")))
                .thenConsumeWhile(PollFailed.class::isInstance)
                .expectNextMatches(StatusUnchanged.class::isInstance)
                .then(() -> server.otherwise((socket, out) -> status(out, "finished")))
                .thenConsumeWhile(event -> !exact && !(event instanceof TrainingFinished))
                .expectNextMatches(TrainingFinished.class::isInstance)
                .verifyComplete();
    }

    @Test
    @DisplayName("4.3 a watch recovers from refused connections when the service listens again")
    void refused() {
        connect(Duration.ofHours(1));
        watch().as(StepVerifier::create)
                .expectNextMatches(StatusChanged.class::isInstance)
                .then(this::shutDown)
                .expectNextMatches(PollFailed.class::isInstance)
                .expectNextMatches(PollFailed.class::isInstance)
                .then(this::listenAgain)
                .thenConsumeWhile(PollFailed.class::isInstance)
                .expectNextMatches(TrainingFinished.class::isInstance)
                .verifyComplete();
    }

    private void shutDown() {
        try {
            server.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void listenAgain() {
        try {
            server = new RawServer(server.uri().getPort()).otherwise((socket, out) -> status(out, "finished"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
