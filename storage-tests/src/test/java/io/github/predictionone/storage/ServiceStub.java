package io.github.predictionone.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The part of the service that transfers need: it returns presigned URLs. */
final class ServiceStub implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger statusCalls = new AtomicInteger();

    ServiceStub(Supplier<URI> result, Supplier<URI> upload) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/v1/external/models/results", exchange -> {
            statusCalls.incrementAndGet();
            answer(exchange, "{\"status\":\"finished\",\"result_url\":\"%s\"}".formatted(result.get()));
        });
        server.createContext(
                "/v1/external/data-sets/upload-url",
                exchange -> answer(
                        exchange,
                        "{\"external_process_id\":\"t-1\",\"learn_data_set_upload_url\":\"%1$s\",\"eval_data_set_upload_url\":\"%1$s\",\"column_info_upload_url\":\"%1$s\"}"
                                .formatted(upload.get())));
        server.start();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int statusCalls() {
        return statusCalls.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
