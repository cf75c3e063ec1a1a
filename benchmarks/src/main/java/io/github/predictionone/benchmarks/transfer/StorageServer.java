package io.github.predictionone.benchmarks.transfer;

import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.tcp.SslProvider;

/**
 * A service with one finished training, and a storage that accepts uploads and discards them. The first part of the
 * base URL's path, such as {@code plain} or {@code secure}, selects the storage that its answers name. Also serves the
 * archive, for machines without nginx. Prints its ports, and exits when its standard input ends.
 */
public final class StorageServer {

    private static final int READ = 1 << 18;

    private static final String STATUS =
            "{\"status\":\"finished\",\"created_datetime\":\"2026-11-24T10:00:00Z\",\"updated_datetime\":\"2026-11-24T10:09:00Z\",\"result_url\":\"%s\"}";
    private static final String SLOTS =
            "{\"external_process_id\":\"training\",\"learn_data_set_upload_url\":\"%1$s\",\"eval_data_set_upload_url\":\"%1$s\",\"column_info_upload_url\":\"%1$s\"}";

    private StorageServer() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments the folder of the archive, the certificate, its key; then, for each storage on another server,
     *     its name and the URL of the archive there
     * @throws IOException if standard input can't be read
     */
    public static void main(String[] arguments) throws IOException {
        Path archive = Path.of(arguments[0], TransferBenchmark.ARCHIVE);
        SslProvider.GenericSslContextSpec<?> tls =
                Http11SslContextSpec.forServer(new File(arguments[1]), new File(arguments[2]));
        DisposableServer secure = server(routes -> storage(routes, archive))
                .secure(spec -> spec.sslContext(tls))
                .bindNow();
        String secureUpload = "https://127.0.0.1:" + secure.port() + "/upload";
        DisposableServer plain = server(routes -> {
                    storage(routes, archive);
                    Map<String, Function<HttpServerRequest, String>> archives = own(secure.port());
                    for (int i = 3; i < arguments.length; i += 2) {
                        String elsewhere = arguments[i + 1];
                        archives.put(arguments[i], request -> elsewhere);
                    }
                    archives.forEach((way, url) -> service(routes, way, url, secureUpload));
                })
                .bindNow();
        System.out.println("plain=" + plain.port());
        System.out.println("secure=" + secure.port());
        while (System.in.read() >= 0) {
            // Nothing is sent on standard input; only its end matters.
        }
        System.exit(0);
    }

    /** Returns the archive's URLs on this server. */
    private static Map<String, Function<HttpServerRequest, String>> own(int securePort) {
        Map<String, Function<HttpServerRequest, String>> urls = new LinkedHashMap<>();
        urls.put("plain", request -> "http://127.0.0.1:" + request.hostPort() + "/" + TransferBenchmark.ARCHIVE);
        urls.put("secure", request -> "https://127.0.0.1:" + securePort + "/" + TransferBenchmark.ARCHIVE);
        return urls;
    }

    private static HttpServer server(Consumer<HttpServerRoutes> routes) {
        return HttpServer.create()
                .host("127.0.0.1")
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ))
                .route(routes);
    }

    private static void storage(HttpServerRoutes routes, Path archive) {
        routes.get("/" + TransferBenchmark.ARCHIVE, (request, response) -> response.sendFile(archive))
                .put("/upload", (request, response) -> request.receive().then(response.send()));
    }

    private static void service(
            HttpServerRoutes routes, String way, Function<HttpServerRequest, String> archive, String secureUpload) {
        routes.get(
                        "/" + way + "/v1/external/models/results",
                        (request, response) -> json(response, STATUS.formatted(archive.apply(request))))
                .get(
                        "/" + way + "/v1/external/data-sets/upload-url",
                        (request, response) -> json(
                                response,
                                SLOTS.formatted(
                                        way.equals("secure")
                                                ? secureUpload
                                                : "http://" + request.hostName() + ":" + request.hostPort()
                                                        + "/upload")));
    }

    private static Publisher<Void> json(HttpServerResponse response, String body) {
        return response.header("content-type", "application/json").sendString(Mono.just(body));
    }
}
