package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ClientClosedException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.WatchTimeoutException;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Subscribers and application callbacks that block or throw, on real threads. They must not affect others. */
class SubscribersTest {

    private static final WatchOptions OFTEN =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(10)));
    private static final int MOST_BLOCKED =
            Math.max(100, 10 * Runtime.getRuntime().availableProcessors());

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger words = new AtomicInteger();
    private RawServer server;
    private PredictionOneClient client;

    @BeforeEach
    void open() throws IOException {
        server = new RawServer();
        server.otherwise((head, socket, out) -> {
            if (head.contains("silent")) {
                goOn.await();
                return false;
            }
            String body = "{\"status\":\"step " + words.incrementAndGet() + "\"}";
            out.write(("HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
            return true;
        });
        client = builder().build();
    }

    private PredictionOneClient.Builder builder() {
        return PredictionOneClient.builder()
                .baseUrl(server.uri())
                .apiKey("k")
                .requestsPerSecond(0)
                .maxConnections(2 * MOST_BLOCKED);
    }

    @AfterEach
    void close() throws IOException {
        goOn.countDown();
        client.close();
        server.close();
    }

    private static TrainingId id(String value) {
        return TrainingId.of(value);
    }

    private void block(Object any) {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void sees(int events, PredictionOneClient client, String id) {
        client.watchTraining(id(id), OFTEN)
                .take(events)
                .as(StepVerifier::create)
                .expectNextCount(events)
                .verifyComplete();
    }

    @Test
    @DisplayName("1.9 4.6 a hundred blocked subscribers do not hold up other subscribers or calls")
    void blocked() {
        for (int i = 1; i <= MOST_BLOCKED; i++) {
            client.watchTraining(id("t-" + i), OFTEN).subscribe(this::block, failure -> {});
        }
        sees(5, client, "another");
        sees(5, client, "t-1");
        client.trainingStatus(id("t-1"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    @DisplayName("1.9 an application's poll schedule and status classifier may block")
    void callbacks() {
        List<Boolean> nonBlocking = new ArrayList<>();
        PollSchedule schedule = (context, random) -> {
            nonBlocking.add(Schedulers.isInNonBlockingThread());
            return Duration.ofMillis(1);
        };
        StatusClassifier classifier = word -> {
            nonBlocking.add(Schedulers.isInNonBlockingThread());
            return word.equals("step 3") ? TrainingState.FINISHED : TrainingState.IN_PROGRESS;
        };
        try (PredictionOneClient own = builder().statusClassifier(classifier).build()) {
            own.watchTraining(id("t"), WatchOptions.defaults().withPollSchedule(schedule))
                    .then()
                    .as(StepVerifier::create)
                    .verifyComplete();
        }
        assertThat(nonBlocking).hasSizeGreaterThanOrEqualTo(5).containsOnly(false);
    }

    @Test
    @DisplayName("1.9 a blocked poll schedule holds up neither other watches nor cancellation nor close")
    void blockedSchedule() {
        WatchOptions blocked = WatchOptions.defaults()
                .withDeadline(Duration.ofMillis(50))
                .withPollSchedule((context, random) -> {
                    block(context);
                    return Duration.ofMillis(1);
                });
        List<Disposable> watches = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            watches.add(client.watchTraining(id("t-" + i), blocked).subscribe(event -> {}, failure -> {}));
        }
        client.watchTraining(id("t-0"), blocked)
                .then()
                .as(StepVerifier::create)
                .verifyError(WatchTimeoutException.class);
        sees(5, client, "another");
        watches.get(1).dispose();
        client.close();
    }

    @Test
    @DisplayName("1.9 a blocked status classifier holds no connection")
    void blockedClassifier() {
        StatusClassifier classifier = word -> {
            block(word);
            return TrainingState.IN_PROGRESS;
        };
        try (PredictionOneClient own =
                builder().maxConnections(1).statusClassifier(classifier).build()) {
            for (int i = 0; i < 3; i++) {
                own.trainingStatus(id("t-" + i)).subscribe(status -> {}, failure -> {});
            }
            // The server answers every request with a training status.
            own.dataSetInfo(id("t")).as(StepVerifier::create).verifyError(ProtocolException.class);
        }
    }

    @Test
    @DisplayName("1.9 more blocked subscribers than the limit can wait for calls that run application code")
    void nested() {
        int many = MOST_BLOCKED + 50;
        CountDownLatch answered = new CountDownLatch(many);
        try (PredictionOneClient own =
                builder().statusClassifier(word -> TrainingState.IN_PROGRESS).build()) {
            for (int i = 0; i < many; i++) {
                TrainingId id = id("t-" + i);
                own.watchTraining(id, OFTEN).take(1).subscribe(event -> {
                    own.trainingStatus(id).block();
                    answered.countDown();
                });
            }
            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns an error handler that records the error of a call or watch. */
    private static Consumer<Throwable> into(Sinks.One<Throwable> end) {
        return failure -> end.tryEmitValue(failure).orThrow();
    }

    private void closed(Consumer<Throwable> others) {
        Sinks.One<Throwable> call = Sinks.one();
        Sinks.One<Throwable> watch = Sinks.one();
        for (int i = 0; i < 3; i++) {
            client.trainingStatus(id("silent-" + i)).subscribe(status -> {}, others);
            client.watchTraining(id("t"), OFTEN).subscribe(event -> {}, others);
        }
        client.trainingStatus(id("silent")).subscribe(status -> {}, into(call));
        client.watchTraining(id("t"), OFTEN).subscribe(event -> {}, into(watch));
        client.close();
        for (Sinks.One<Throwable> end : List.of(call, watch)) {
            end.asMono()
                    .as(StepVerifier::create)
                    .expectNextMatches(ClientClosedException.class::isInstance)
                    .verifyComplete();
        }
        awaitNoThread("predictionone-epoll");
    }

    private static void awaitNoThread(String prefix) {
        while (threads(prefix) > 0) {
            Thread.onSpinWait();
        }
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    @Test
    @DisplayName("1.7 closing the client ends every call and watch, even if another one's error handler throws")
    void throwing() {
        closed(failure -> {
            throw new IllegalStateException("thrown by the application");
        });
    }

    @Test
    @DisplayName("1.7 closing the client ends every call and watch, even if another one's error handler blocks")
    void blockedAtTheEnd() {
        closed(this::block);
    }

    @Test
    @DisplayName("1.7 an interrupted thread closes a client normally and stays interrupted")
    void interrupted() {
        Thread.currentThread().interrupt();
        try {
            closed(failure -> {});
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    @DisplayName("1.7 a hundred clients use at most ten more threads than one client")
    void threads() {
        client.trainingStatus(id("t")).block();
        sees(1, client, "t");
        long one = threads("predictionone");
        List<PredictionOneClient> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            PredictionOneClient another = builder().build();
            clients.add(another);
            another.trainingStatus(id("t")).block();
            sees(1, another, "t");
        }
        assertThat(threads("predictionone")).isLessThanOrEqualTo(one + 10);
        clients.forEach(PredictionOneClient::close);
        // The threads of the first client still run.
        sees(1, client, "t");
    }

    @Test
    @DisplayName("1.7 closed clients leave nothing in memory")
    void memory() {
        // Without another open client, each of the following ones creates and releases its own event loops.
        client.close();
        use(10);
        long before = used();
        use(100);
        assertThat(used() - before).isLessThan(100 * 10_000L);
    }

    private void use(int clients) {
        for (int i = 0; i < clients; i++) {
            try (PredictionOneClient another = builder().build()) {
                another.trainingStatus(id("t")).block();
            }
        }
    }

    private static long used() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
