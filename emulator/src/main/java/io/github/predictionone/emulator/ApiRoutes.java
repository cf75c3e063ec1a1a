package io.github.predictionone.emulator;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Finds the route of a request and sends its answer, or the error if it is refused. */
final class ApiRoutes {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.emulator.api");
    private static final int MAX_BODY_SIZE = 1 << 20;

    private final List<Route> routes;
    private final Scheduler workers;
    private final AtomicReference<Faults> faults = new AtomicReference<>(new Faults(0, Refusal::internal));

    ApiRoutes(List<Route> routes, Scheduler workers) {
        this.routes = List.copyOf(routes);
        this.workers = workers;
    }

    /** Errors that a test has requested instead of the real answers. */
    private record Faults(int left, Supplier<Refusal> refusal) {}

    void failNext(int answers, Supplier<Refusal> refusal) {
        faults.set(new Faults(answers, refusal));
    }

    /** Returns every route as its method and path. */
    List<String> names() {
        return routes.stream().map(route -> route.method() + " " + route.path()).toList();
    }

    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return body(request)
                // Some answers read files or predict, which would block an event loop.
                .publishOn(workers)
                .map(body -> answer(request, body))
                .flatMap(answer -> answer == Route.NOTHING ? response.send() : send(response, 200, answer))
                .onErrorResume(failure -> refuse(response, failure));
    }

    private static Mono<Void> send(HttpServerResponse response, int status, Object answer) {
        return response.status(status)
                .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .sendByteArray(Mono.just(Call.JSON.writeValueAsBytes(answer)))
                .then();
    }

    private static Mono<Void> refuse(HttpServerResponse response, Throwable failure) {
        if (!(failure instanceof Refusal)) {
            LOG.error("answering a request failed", failure);
        }
        Refusal refusal = failure instanceof Refusal known ? known : Refusal.internal();
        return send(
                response,
                refusal.status(),
                Map.of(
                        "code",
                        refusal.code(),
                        "error",
                        refusal.error(),
                        "message",
                        String.valueOf(refusal.getMessage())));
    }

    private static Mono<String> body(HttpServerRequest request) {
        return request.receive()
                .asByteArray()
                .reduceWith(ByteArrayOutputStream::new, (all, more) -> {
                    if (all.size() + more.length > MAX_BODY_SIZE) {
                        throw Refusal.badRequest("The request body is too large.");
                    }
                    all.writeBytes(more);
                    return all;
                })
                .map(body -> body.toString(StandardCharsets.UTF_8));
    }

    private Object answer(HttpServerRequest request, String body) {
        Faults fault = faults.getAndUpdate(now -> new Faults(Math.max(0, now.left - 1), now.refusal));
        if (fault.left > 0) {
            throw fault.refusal.get();
        }
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        boolean known = false;
        for (Route route : routes) {
            Map<String, String> segments = route.match(target.rawPath());
            if (segments != null && route.method().equals(request.method().name())) {
                segments.replaceAll((name, encoded) -> new QueryStringDecoder(encoded, true).path());
                return route.answer()
                        .apply(new Call(
                                segments,
                                target.parameters(),
                                request.requestHeaders(),
                                request.remoteAddress(),
                                body));
            }
            known |= segments != null;
        }
        throw known ? Refusal.methodNotAllowed() : Refusal.notFound();
    }
}
