package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.ApiRequest;
import io.github.predictionone.reactor.Instrumentation.Call;
import io.github.predictionone.reactor.internal.exchange.HttpAnswer;
import io.github.predictionone.reactor.internal.exchange.HttpSender;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientInfos;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;

/** Sends API requests over Reactor Netty. The only place where a key becomes a header. */
public final class NettySender implements HttpSender {

    private static final String API_KEY = "x-api-key";

    private final HttpClient client;
    private final String basePath;
    private final int maxResponseSize;

    public NettySender(Connections connections, URI baseUrl) {
        this(connections.api(baseUrl), baseUrl.getRawPath(), connections.maxResponseSize());
    }

    private NettySender(HttpClient client, String basePath, int maxResponseSize) {
        this.client = client;
        this.basePath = basePath;
        this.maxResponseSize = maxResponseSize;
    }

    /** The same for calls that are observed: sends their headers, and tells them of answers. */
    public NettySender observed() {
        HttpClient observed = client.doOnRequest(
                        (request, connection) -> call(request).headers().forEach(request::header))
                .doOnResponse((response, connection) ->
                        call(response).answered(response.status().code()));
        return new NettySender(observed, basePath, maxResponseSize);
    }

    private static Call call(HttpClientInfos exchange) {
        return exchange.currentContextView().get(Call.class);
    }

    @Override
    public Mono<HttpAnswer> send(ApiRequest<?> request) {
        return client.request(HttpMethod.valueOf(request.endpoint().method()))
                // A path alone: an absolute URL would be taken apart for every request.
                .uri(basePath + request.target())
                .send((head, out) -> write(request, head, out))
                .response((response, body) -> read(request, response, body))
                // Not single(): a call cancelled as its answer ends would be told of an answer that is missing.
                .singleOrEmpty();
    }

    private static Publisher<Void> write(ApiRequest<?> request, HttpClientRequest head, NettyOutbound out) {
        if (request.key() != null) {
            head.header(API_KEY, request.key().value());
        }
        if (request.body() == null) {
            return out;
        }
        head.header(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
        byte[] json = request.body().getBytes(StandardCharsets.UTF_8);
        // One buffer as a Mono: Reactor Netty then sends it with its length, not in chunks.
        return out.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(json)));
    }

    private Mono<HttpAnswer> read(ApiRequest<?> request, HttpClientResponse response, ByteBufFlux body) {
        return body.reduceWith(() -> new BoundedBody(maxResponseSize), BoundedBody::add)
                .map(whole -> new HttpAnswer(
                        response.status().code(),
                        response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER),
                        whole.bytes()))
                .onErrorMap(
                        BoundedBody.TooLargeException.class,
                        tooLarge -> new ProtocolException(
                                request.doing() + ": the answer is longer than " + maxResponseSize + " bytes", null));
    }
}
