package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ClientClosedException;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.training.TrainingId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Thousands of watches on real sockets. */
class ManyWatchesIT {

    private static final int WATCHES = 20_000;
    private static final String ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"status\":\"training\"}";

    @Test
    @DisplayName("3.4 20,000 watches started together all get a first response, with few connections and threads")
    void atOnce() throws Exception {
        WatchOptions seldom = WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofHours(1)));
        Set<String> answered = ConcurrentHashMap.newKeySet();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(WATCHES);
        Queue<Throwable> ends = new ConcurrentLinkedQueue<>();
        try (RawServer service = new RawServer().otherwise((socket, out) -> {
                    out.write(ANSWER.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    return true;
                });
                PredictionOneClient client = PredictionOneClient.builder()
                        .baseUrl(service.uri())
                        .apiKey("k")
                        .requestsPerSecond(0)
                        .build()) {
            client.watchTraining(TrainingId.of("first"), seldom).subscribe(event -> first.countDown(), ends::add);
            first.await();
            for (int i = 0; i < WATCHES; i++) {
                String id = "t-" + i;
                client.watchTraining(TrainingId.of(id), seldom)
                        .subscribe(
                                event -> {
                                    answered.add(id);
                                    all.countDown();
                                },
                                ends::add);
            }
            all.await();
            assertThat(answered).hasSize(WATCHES);
            assertThat(ends).isEmpty();
            assertThat(service.connections()).as("connections").isLessThanOrEqualTo(50);
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("predictionone"))
                    .count();
            assertThat(threads)
                    .as("event loops and a few threads for events")
                    .isLessThanOrEqualTo(10 + Math.max(4, Runtime.getRuntime().availableProcessors()));
        }
        assertThat(ends).as("watches that ended with the client").hasSize(WATCHES + 1);
        assertThat(ends).hasOnlyElementsOfType(ClientClosedException.class);
    }
}
