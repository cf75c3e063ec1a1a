package io.github.predictionone.reactor.internal;

import static io.github.predictionone.testsupport.CapturedLogs.value;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.testsupport.CapturedLogs;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** The log lines that an operator sees. */
class LogsTest {

    private static final TrainingId ID = TrainingId.of("t-1");
    private static final WatchOptions QUICK =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(1)));
    private static final String REFUSED = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";
    private static final String DOWN = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

    private final RawServer service = new RawServer();
    private final CapturedLogs logs = new CapturedLogs(PredictionOneClient.class);
    private PredictionOneClient client = builder().build();

    LogsTest() throws IOException {}

    private PredictionOneClient.Builder builder() {
        return PredictionOneClient.builder()
                .baseUrl(service.uri())
                .apiKey("k3y")
                .requestsPerSecond(0)
                .retry(RetryPolicy.defaults().withMaxAttempts(2).withFirstWait(Duration.ofMillis(1)));
    }

    @AfterEach
    void close() throws Exception {
        logs.close();
        client.close();
        service.close();
    }

    private static String status(String word) {
        String body = "{\"status\":\"" + word + "\"}";
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private List<ILoggingEvent> at(Level level) {
        return logs.ours().stream().filter(event -> event.getLevel() == level).toList();
    }

    @Test
    @DisplayName("2.2 a watch without failures logs nothing above DEBUG, and one DEBUG line with keys per call")
    void quiet() {
        service.then(status("training")).then(status("training")).then(status("finished"));
        client.watchTraining(ID, QUICK).blockLast();
        assertThat(logs.ours()).hasSize(3).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.DEBUG);
            assertThat(line.getFormattedMessage()).isEqualTo("Train Status Check of t-1: answered");
            assertThat(value(line, "call")).isEqualTo("Train Status Check");
            assertThat(value(line, "subject")).isEqualTo("t-1");
            assertThat(value(line, "millis")).isInstanceOf(Long.class);
        });
    }

    @Test
    @DisplayName("3.2 a failed attempt that is retried is logged at DEBUG")
    void attempt() {
        service.then(DOWN).then(status("training"));
        client.trainingStatus(ID).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(logs.ours()).hasSize(2).first().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.DEBUG);
            assertThat(value(line, "attempt")).isEqualTo(1);
            assertThat(value(line, "exception")).isEqualTo("ApiException");
        });
    }

    @Test
    @DisplayName("3.4 the opening of the circuit breaker is logged once as a warning")
    void breaker() {
        service.otherwise((socket, out) -> {
            out.write(DOWN.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        });
        for (int calls = 0; calls < 15; calls++) {
            client.trainingStatus(ID).as(StepVerifier::create).verifyError();
        }
        assertThat(at(Level.WARN)).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).startsWith("circuit breaker opened");
            assertThat(value(line, "failureRate")).isEqualTo(100f);
        });
    }

    @Test
    @DisplayName("3.5 a refused key is logged once as a warning, and so is each watch that it ends")
    void refusedKey() {
        service.then(REFUSED).then(REFUSED).then(REFUSED);
        client.trainingStatus(ID).as(StepVerifier::create).verifyError();
        client.trainingStatus(ID).as(StepVerifier::create).verifyError();
        assertThat(at(Level.WARN)).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).isEqualTo("Train Status Check of t-1: the service refuses the key");
            assertThat(value(line, "status")).isEqualTo(401);
        });
        client.watchTraining(ID, QUICK).as(StepVerifier::create).verifyError();
        assertThat(at(Level.WARN)).hasSize(2).last().satisfies(line -> {
            assertThat(line.getFormattedMessage()).startsWith("watch of training t-1 ended: Train Status Check of t-1");
            assertThat(value(line, "watches")).isEqualTo(1);
            assertThat(value(line, "exception")).isEqualTo("AuthenticationException");
        });
    }

    @Test
    @DisplayName("4.3 a watch that reaches its deadline is logged as a warning, but one ended by close() is not")
    void endedWatches() {
        service.otherwise((socket, out) -> {
            out.write(status("training").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        });
        client.watchTraining(ID, QUICK.withDeadline(Duration.ofMillis(50)))
                .as(StepVerifier::create)
                .thenConsumeWhile(event -> true)
                .verifyError();
        assertThat(at(Level.WARN))
                .singleElement()
                .satisfies(line -> assertThat(value(line, "exception")).isEqualTo("WatchTimeoutException"));
        client.watchTraining(ID, QUICK).subscribe(event -> {}, failure -> {});
        client.close();
        assertThat(at(Level.WARN)).hasSize(1);
        assertThat(at(Level.DEBUG))
                .anySatisfy(line -> assertThat(value(line, "exception")).isEqualTo("ClientClosedException"));
    }
}
