package io.github.predictionone.benchmarks.watch;

import java.net.URI;
import java.time.Duration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/** Spring's WebClient with a time limit and retries with backoff for each poll. */
final class WebClientByHand implements Peer {

    private final WebClient client;

    WebClientByHand(URI service) {
        client = WebClient.builder()
                .baseUrl(service.toString())
                .defaultHeader("x-api-key", "benchmark")
                .build();
    }

    @Override
    public void watch(String id, Duration interval, Listener listener) {
        statuses(id, interval).subscribe(status -> listener.status(), listener::lost);
    }

    @Override
    public Flux<?> shared(String id, Duration interval) {
        return statuses(id, interval).replay(1).refCount();
    }

    private Flux<Status> statuses(String id, Duration interval) {
        return client.get()
                .uri("/v1/external/models/results?external_process_id={id}", id)
                .retrieve()
                .bodyToMono(Status.class)
                .timeout(Duration.ofSeconds(30))
                .retryWhen(Retry.backoff(3, Duration.ofMillis(200)))
                .repeatWhen(polls -> polls.delayElements(interval));
    }
}
