package io.github.predictionone.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.spring.TestApplication.Shown;
import io.github.predictionone.spring.TestApplication.Started;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Tests an endpoint of the bean that untrusted clients can reach. */
class LimitedStreamsIT {

    // So low that 1,000 requests take minutes.
    private static final int PER_SECOND = 5;

    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .secretKey(TestApplication.SECRET)
            .pace(Duration.ofHours(1))
            .start();
    private final String training = emulator.putTraining(List.of("training", "finished"), new byte[0]);
    private final PredictionOneClient client = PredictionOneClient.builder()
            .baseUrl(emulator.origin())
            .secretKey(TestApplication.SECRET)
            .requestsPerSecond(PER_SECOND)
            .build();
    private Started application;

    private void start(String... properties) {
        application = TestApplication.start(client, new Shown(List.of()), properties);
    }

    @AfterEach
    void close() {
        application.close();
        emulator.close();
    }

    private Browser open(String ids, String... headerLines) throws IOException {
        return Browser.get(application.port(), "/limited/" + ids, headerLines);
    }

    private String another() {
        return emulator.putTraining(List.of("training", "finished"), new byte[0]);
    }

    @Test
    @DisplayName("7.1 a stream beyond the maximum receives 503 with Retry-After until another stream ends")
    void mostStreams() throws IOException, InterruptedException {
        start("predictionone.sse.max-streams=2");
        StatusEvents events = application.context().getBean(StatusEvents.class);
        try (Browser one = open(training);
                Browser two = open(another())) {
            one.event();
            two.event();
            assertThat(events.streams()).isEqualTo(2);
            try (Browser refused = open(training)) {
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).isEqualTo("5");
            }
            assertThat(events.refusedStreams()).isEqualTo(1);
        }
        while (events.streams() > 0) {
            Thread.sleep(1);
        }
        try (Browser next = open(training)) {
            assertThat(next.status()).isEqualTo(200);
            assertThat(next.event().data()).contains(training);
        }
    }

    @Test
    @DisplayName("7.1 a request for more ids than the maximum receives 400")
    void mostIds() throws IOException {
        start("predictionone.sse.max-ids=2");
        try (Browser refused = open("t-1,t-2,t-3");
                // A repeated id counts once.
                Browser served = open(training + "," + another() + "," + training)) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(served.status()).isEqualTo(200);
        }
        assertThat(emulator.requests()).noneMatch(request -> request.target().contains("t-1"));
    }

    @Test
    @DisplayName("3.6 7.1 1,000 streams with invented ids do not delay another viewer, a call or the health check")
    void flood() throws IOException {
        start();
        HttpClient browsers = HttpClient.create(ConnectionProvider.create("flood", 1_000))
                .baseUrl("http://localhost:" + application.port());
        Flux<String> streams = Flux.range(0, 1_000)
                .flatMap(
                        i -> browsers.get()
                                .uri("/limited/made-up-" + i)
                                .responseContent()
                                .asString()
                                .onErrorComplete(),
                        1_000);
        CountDownLatch open = new CountDownLatch(1_000);
        Disposable flood = streams.subscribe(text -> {
            if (text.contains(":connected")) {
                open.countDown();
            }
        });
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        try (Browser viewer = open(training, "X-User: somebody")) {
            assertThat(viewer.event().data()).contains(training);
        }
        assertThat(client.trainingStatus(TrainingId.of(training)).block()).isNotNull();
        try (Browser health = Browser.get(application.port(), "/actuator/health")) {
            assertThat(health.status()).isEqualTo(200);
        }
        assertThat(emulator.requests().size())
                .as("requests so far, of 1,000 streams")
                .isLessThan(1_000);
        flood.dispose();
    }
}
