package io.github.predictionone.benchmarks.watch;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.PollerFlux;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Azure's poller over Azure's pipeline, with its retry policy. */
final class AzurePollerFlux implements Peer {

    private static final ObjectMapper MAPPER = JsonMapper.shared();

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final String service;
    private final HttpPipeline pipeline;

    AzurePollerFlux(URI service) {
        this.service = service.toString();
        this.pipeline = new HttpPipelineBuilder()
                .httpClient(new NettyAsyncHttpClientBuilder().build())
                .policies(new RetryPolicy())
                .build();
    }

    @Override
    public void watch(String id, Duration interval, Listener listener) {
        poller(id, interval).subscribe(response -> listener.status(), listener::lost);
    }

    @Override
    public Flux<?> shared(String id, Duration interval) {
        return poller(id, interval).replay(1).refCount();
    }

    private PollerFlux<Status, Status> poller(String id, Duration interval) {
        return new PollerFlux<>(
                // The wait before the first poll. The later intervals come from the answers.
                AT_ONCE,
                context -> Mono.empty(),
                context -> poll(id, interval),
                (context, activation) -> Mono.empty(),
                context -> Mono.empty());
    }

    private Mono<PollResponse<Status>> poll(String id, Duration next) {
        HttpRequest request = new HttpRequest(HttpMethod.GET, service + Peer.path(id))
                .setHeader(HttpHeaderName.fromString("x-api-key"), "benchmark");
        return pipeline.send(request)
                .flatMap(response -> response.getBodyAsByteArray())
                .map(body -> MAPPER.readValue(body, Status.class))
                .map(status -> new PollResponse<>(LongRunningOperationStatus.IN_PROGRESS, status, next));
    }
}
