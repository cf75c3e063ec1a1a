package io.github.predictionone.benchmarks.watch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The least that can be done: no policy, and the answer is only searched for the status. */
final class BareReactorNetty implements Peer {

    private final HttpClient client;

    /** With the pool as it comes, or one in which any number may wait for a connection. */
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
