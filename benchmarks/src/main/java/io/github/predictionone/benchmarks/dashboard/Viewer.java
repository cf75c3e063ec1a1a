package io.github.predictionone.benchmarks.dashboard;

import io.github.predictionone.spring.StatusEvents;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page with an {@code EventSource}, which behaves as in a browser. */
final class Viewer {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration RETRY = Duration.ofMillis(300);
    private static final int RECEIVE_BUFFER = 8 << 10;
    private static final Set<String> TERMINAL = Set.of("training-finished", "training-failed");

    private final WebClient browser;
    private final List<String> trainings;
    private final Kind kind;
    private final Tally tally;
    private final CountDownLatch connected;
    private final CountDownLatch ended;

    private final @Nullable SocketStall stall;

    private final Set<String> seen = new HashSet<>();
    private @Nullable String lastEventId;
    private volatile boolean over;

    Viewer(
            HttpClient http,
            List<String> trainings,
            Kind kind,
            Tally tally,
            CountDownLatch connected,
            CountDownLatch ended) {
        this.stall = kind == Kind.STALLED ? new SocketStall() : null;
        this.browser = stall == null ? browser(http) : browser(stalling(http, stall));
        this.trainings = trainings;
        this.kind = kind;
        this.tally = tally;
        this.connected = connected;
        this.ended = ended;
        tally.clients.increment();
        tally.trainings.add(trainings.size());
    }

    void start() {
        Flux<ServerSentEvent<String>> stream = Flux.defer(this::stream);
        Flux<ServerSentEvent<String>> stay =
                kind == Kind.RECONNECTING ? stream.takeUntilOther(Mono.defer(() -> Mono.delay(fewSeconds()))) : stream;
        stay.onErrorResume(failure -> {
                    cut(failure);
                    return Flux.empty();
                })
                .takeUntil(event -> over)
                .repeatWhen(ends -> ends.takeWhile(end -> !over).delayElements(RETRY))
                .subscribe(event -> {}, this::cut, ended::countDown);
    }

    private static WebClient browser(HttpClient http) {
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .build();
    }

    private static HttpClient stalling(HttpClient http, SocketStall stall) {
        return http.option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER).doOnConnected(stall);
    }

    /** Reads again, if the client has stalled. */
    void resume() {
        if (stall != null) {
            stall.end();
        }
    }

    private static Duration fewSeconds() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(2_000, 6_000));
    }

    private Flux<ServerSentEvent<String>> stream() {
        tally.connections.increment();
        return browser.get()
                .uri(uri -> uri.path("/events")
                        .queryParam("training", trainings.toArray())
                        .build())
                .accept(MediaType.TEXT_EVENT_STREAM)
                .headers(headers -> {
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .exchangeToFlux(Viewer::events)
                .filter(event -> event.event() != null)
                .doOnNext(this::received)
                .doOnComplete(this::completed);
    }

    private static Flux<ServerSentEvent<String>> events(ClientResponse response) {
        if (response.statusCode().isSameCodeAs(HttpStatus.NO_CONTENT)) {
            return Flux.just(
                    ServerSentEvent.<String>builder().event(StatusEvents.END).build());
        }
        return response.statusCode().isSameCodeAs(HttpStatus.OK)
                ? response.bodyToFlux(EVENT)
                : response.<ServerSentEvent<String>>createError().flux();
    }

    private void received(ServerSentEvent<String> event) {
        if (event.id() != null) {
            lastEventId = event.id();
        }
        String type = Objects.requireNonNull(event.event());
        switch (type) {
            case StatusEvents.END -> over = true;
            case StatusEvents.FAILED -> tally.failures.increment();
            default -> status(type, JSON.readTree(event.data()));
        }
    }

    private void status(String type, JsonNode event) {
        if (seen.isEmpty()) {
            connected.countDown();
            if (stall != null) {
                stall.begin();
            }
        }
        tally.events.increment();
        if (!seen.add(type + event.path("trainingId") + event.path("eventId"))) {
            tally.repetitions.increment();
        } else if (TERMINAL.contains(type)) {
            tally.terminalEvents.increment();
        }
    }

    /** Counts a lost connection if the application completes the stream without an end event. */
    private void completed() {
        if (!over) {
            cut(new IllegalStateException("the stream completed without an end event"));
        }
    }

    private void cut(Throwable reason) {
        if (tally.cuts.sum() == 0) {
            System.err.println("first lost connection of a " + kind + " client: " + reason);
        }
        tally.cuts.increment();
    }
}
