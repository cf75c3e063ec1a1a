package io.github.predictionone.emulator;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** A server on one port of the loopback interface, which can be stopped and started again on the same port. */
final class LocalServer {

    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopResources loops;
    private final boolean storage;
    private final Consumer<RecordedRequest> recorder;
    private final BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> routes;
    private int port;
    private @Nullable DisposableServer server;
    private @Nullable ChannelGroup connections;

    LocalServer(
            int port,
            LoopResources loops,
            boolean storage,
            Consumer<RecordedRequest> recorder,
            BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> routes) {
        this.port = port;
        this.loops = loops;
        this.storage = storage;
        this.recorder = recorder;
        this.routes = routes;
    }

    String origin() {
        return "http://" + HOST + ":" + port;
    }

    void start() {
        connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        server = HttpServer.create()
                .host(HOST)
                .port(port)
                .runOn(loops)
                .channelGroup(connections)
                .handle((request, response) -> {
                    record(request);
                    return routes.apply(request, response);
                })
                .bindNow(PATIENCE);
        // Port 0 means any free port at the first start; after that, the server keeps its port.
        port = server.port();
    }

    void stop() {
        if (server != null && connections != null) {
            server.disposeNow(PATIENCE);
            connections.close().awaitUninterruptibly(PATIENCE.toMillis());
            server = null;
        }
    }

    private void record(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.requestHeaders()
                .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        recorder.accept(new RecordedRequest(request.method().name(), request.uri(), Map.copyOf(headers), storage));
    }
}
