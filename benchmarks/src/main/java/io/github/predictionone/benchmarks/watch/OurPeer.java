package io.github.predictionone.benchmarks.watch;

import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.TrainingId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;

/** This project's client with every policy on: retry, circuit breaker, and a rate limiter with ample permits. */
final class OurPeer implements Peer {

    private final PredictionOneClient client;
    // Created once per interval, as an application would keep them in constants.
    private final Map<Duration, WatchOptions> options = new ConcurrentHashMap<>();

    OurPeer(URI service) {
        client = PredictionOneClient.builder()
                .baseUrl(service)
                .apiKey("benchmark")
                .requestsPerSecond(10_000_000)
                .build();
    }

    @Override
    public void watch(String id, Duration interval, Listener listener) {
        shared(id, interval).subscribe(event -> listener.status(), listener::lost);
    }

    @Override
    public Flux<?> shared(String id, Duration interval) {
        return client.watchTraining(
                TrainingId.of(id),
                options.computeIfAbsent(
                        interval,
                        wait -> WatchOptions.defaults()
                                .withPollSchedule(PollSchedule.fixed(wait))
                                .withHeartbeats(true)));
    }
}
