package io.github.predictionone.benchmarks.transfer;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Measures a WebFlux server that forwards the archive: its client's wait for the first byte, and for all bytes. */
public final class FirstByteRun {

    private static final int WARM_UP = 100;
    private static final int TIMES = 200;

    private FirstByteRun() {}

    /**
     * Measures.
     *
     * @param arguments {@code down}, the peer with which the server gets the archive, the service, the storage URL
     * @throws IOException if the server can't be reached
     */
    public static void main(String[] arguments) throws IOException {
        URI service = URI.create(arguments[2]);
        URI storage = URI.create(arguments[3]);
        switch (arguments[1]) {
            case "direct" -> measure(storage);
            case "ours" -> measure(serve(ours(service)));
            case "webclient" -> measure(serve(webClient(storage)));
            default -> throw new IllegalArgumentException("no peer is called " + arguments[1]);
        }
        System.exit(0);
    }

    private static Mono<ServerResponse> ours(URI service) {
        PredictionOneClient client = PredictionOneClient.builder()
                .baseUrl(service)
                .apiKey("benchmark")
                .requestsPerSecond(0)
                .build();
        return ServerResponse.ok().body(client.streamResult(TrainingId.of("training")), ByteBuffer.class);
    }

    /** Gets the archive's URL as an argument, and so saves a call. */
    private static Mono<ServerResponse> webClient(URI storage) {
        return ServerResponse.ok()
                .body(WebClient.create().get().uri(storage).retrieve().bodyToFlux(DataBuffer.class), DataBuffer.class);
    }

    private static URI serve(Mono<ServerResponse> answer) {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .handle(new ReactorHttpHandlerAdapter(
                        RouterFunctions.toHttpHandler(RouterFunctions.route(GET("/result"), request -> answer))))
                .bindNow();
        return URI.create("http://127.0.0.1:" + server.port() + "/result");
    }

    private static void measure(URI url) throws IOException {
        print("firstByteColdMillis", firstByteMillis(url));
        for (int i = 0; i < WARM_UP; i++) {
            firstByteMillis(url);
        }
        double[] waits = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            waits[i] = firstByteMillis(url);
        }
        Arrays.sort(waits);
        print("firstByteMillis", waits[TIMES / 2]);
        long start = System.nanoTime();
        try (InputStream body = url.toURL().openStream()) {
            body.transferTo(java.io.OutputStream.nullOutputStream());
        }
        print("inProcessMillis", (System.nanoTime() - start) / 1e6);
    }

    private static double firstByteMillis(URI url) throws IOException {
        long start = System.nanoTime();
        try (InputStream body = url.toURL().openStream()) {
            if (body.read() < 0) {
                throw new IOException("the body is empty");
            }
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }
}
