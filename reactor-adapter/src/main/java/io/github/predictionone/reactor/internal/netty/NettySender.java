package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.ApiKey;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.Instrumentation.Call;
import io.github.predictionone.reactor.internal.netty.Connections.Use;
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

/** Sends API requests over Reactor Netty. This is the only place where a key becomes a header. */
public final class NettySender implements HttpSender {

    private static final String API_KEY = "x-api-key";

    private final HttpClient client;
    private final HttpClient newConnections;
    private final String basePath;
    private final int maxResponseSize;

    public NettySender(Connections connections, URI baseUrl, Use use) {
        this(
                connections.api(baseUrl, use),
                connections.api(baseUrl, Use.ONCE),
                baseUrl.getRawPath(),
                connections.maxResponseSize());
    }

    NettySender(HttpClient client, HttpClient newConnections, String basePath, int maxResponseSize) {
        this.client = client;
        this.newConnections = newConnections;
        this.basePath = basePath;
        this.maxResponseSize = maxResponseSize;
    }

    /** Returns a sender for observed calls, which sends each call's headers and reports its answers. */
    public NettySender observed() {
        return new NettySender(observed(client), observed(newConnections), basePath, maxResponseSize);
    }

    private static HttpClient observed(HttpClient client) {
        return client.doOnRequest(
                        (request, connection) -> call(request).headers().forEach(request::header))
                .doOnResponse((response, connection) ->
                        call(response).answered(response.status().code()));
    }

    private static Call call(HttpClientInfos exchange) {
        return exchange.currentContextView().get(Call.class);
    }

    @Override
    public Mono<HttpAnswer> send(ApiRequest<?> request) {
        return Mono.deferContextual(
                context -> context.hasKey(NewConnection.class) ? send(newConnections, request) : send(client, request));
    }

    private Mono<HttpAnswer> send(HttpClient over, ApiRequest<?> request) {
        UsedConnection used = new UsedConnection();
        return over.request(HttpMethod.valueOf(request.endpoint().method()))
                // Only a path, because an absolute URL would be parsed for every request.
                .uri(basePath + request.target())
                .send((head, out) -> write(request, head, used.by(out)))
                .response((response, body) -> {
                    used.answered();
                    return read(request, response, body);
                })
                .doOnCancel(used::cancelled)
                // Not single(), because a call that is cancelled as its answer ends would signal a missing answer.
                .singleOrEmpty()
                .onErrorMap(used::explained);
    }

    private static Publisher<Void> write(ApiRequest<?> request, HttpClientRequest head, NettyOutbound out) {
        ApiKey key = request.chooseKey();
        if (key != null) {
            head.header(API_KEY, key.value());
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
        int status = response.status().code();
        int bound = request.endpoint().longestAnswer(maxResponseSize);
        Mono<byte[]> bytes = status / 100 == 2
                ? BoundedBody.whole(body, bound)
                        .onErrorMap(BoundedBody.TooLargeException.class, tooLarge -> tooLong(request, bound))
                : BoundedBody.beginning(body, bound);
        return bytes.map(
                read -> new HttpAnswer(status, response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER), read));
    }

    private static ProtocolException tooLong(ApiRequest<?> request, int bound) {
        return new ProtocolException(request.doing() + ": the answer is longer than " + bound + " bytes", null);
    }
}
