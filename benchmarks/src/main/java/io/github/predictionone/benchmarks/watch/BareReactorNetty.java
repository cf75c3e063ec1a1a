package io.github.predictionone.benchmarks.watch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The minimum: no policies, and a text search for the status instead of a JSON parser. */
final class BareReactorNetty implements Peer {

    private final HttpClient client;

    /** Uses the default pool, or one without a limit for requests that wait for a connection. */
    BareReactorNetty(URI service, boolean unbounded) {
        HttpClient http = unbounded
                ? HttpClient.create(ConnectionProvider.builder("bare")
                        .maxConnections(50)
                        .pendingAcquireMaxCount(-1)
                        .build())
                : HttpClient.create();
        client = http.baseUrl(service.toString());
    }

    @Override
    public void watch(String id, Duration interval, Listener listener) {
        statuses(id, interval).subscribe(status -> listener.status(), listener::lost);
    }

    @Override
    public Flux<?> shared(String id, Duration interval) {
        return statuses(id, interval).replay(1).refCount();
    }

    private Flux<String> statuses(String id, Duration interval) {
        return poll(id).repeatWhen(polls -> polls.delayElements(interval));
    }

    private Mono<String> poll(String id) {
        return client.get()
                .uri(Peer.path(id))
                .responseSingle((response, body) -> body.asByteArray())
                .map(BareReactorNetty::status);
    }

    private static String status(byte[] body) {
        String json = new String(body, StandardCharsets.UTF_8);
        int start = json.indexOf("\"status\":\"") + 10;
        return json.substring(start, json.indexOf('"', start));
    }
}
