package io.github.predictionone.benchmarks.watch;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The JDK's client, and a scheduler of one thread for the next poll. */
final class JdkHttpClient implements Peer {

    private static final ObjectMapper MAPPER = JsonMapper.shared();

    private final URI service;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    JdkHttpClient(URI service) {
        this.service = service;
    }

    @Override
    public void watch(String id, Duration interval, Listener listener) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(Peer.path(id)))
                .timeout(Duration.ofSeconds(30))
                .header("x-api-key", "benchmark")
                .build();
        poll(request, interval, listener);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The listener receives the failures.
    private void poll(HttpRequest request, Duration interval, Listener listener) {
        client.sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(HttpResponse::body)
                .thenApply(body -> MAPPER.readValue(body, Status.class))
                .whenComplete((status, failure) -> {
                    if (failure != null) {
                        listener.lost(failure);
                    } else {
                        listener.status();
                        scheduler.schedule(
                                () -> poll(request, interval, listener), interval.toMillis(), TimeUnit.MILLISECONDS);
                    }
                });
    }
}
