package io.github.predictionone.spring;

import static io.github.predictionone.training.TrainingState.FINISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.assertArg;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.testsupport.CapturedLogs;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Tests the responses of the bean. */
class LimitedStatusEventsTest {

    private static final TrainingId MINE = TrainingId.of("mine");
    private static final TrainingId YOURS = TrainingId.of("yours");
    private static final StatusEventsAccess EVERYBODY = (exchange, id) -> Mono.just(true);

    private final PredictionOneClient client = mock(PredictionOneClient.class);
    private final ServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));

    private StatusEvents events(StatusEventsAccess access) {
        when(client.watchTraining(any(), any())).thenReturn(Flux.never());
        return new StatusEvents(client, access, 1, 10, 10);
    }

    private ResponseEntity<Flux<ServerSentEvent<String>>> response(StatusEvents events, TrainingId... ids) {
        return events.respond(exchange, List.of(ids)).block();
    }

    @Test
    @DisplayName("7.1 a request that may not see one of its trainings receives 403, and none of them is watched")
    void access() {
        StatusEvents events = events((request, id) -> id.equals(MINE) ? Mono.just(true) : Mono.just(false));
        assertThat(response(events, MINE).getStatusCode().value()).isEqualTo(200);
        assertThat(response(events, MINE, YOURS).getStatusCode().value()).isEqualTo(403);
        assertThat(events.refusedStreams()).isEqualTo(1);
        verifyNoInteractions(client);
    }

    @Test
    @DisplayName("7.1 an empty access decision denies the request, and an error becomes the error of the response")
    void undecided() {
        assertThat(response(events((request, id) -> Mono.empty()), MINE)
                        .getStatusCode()
                        .value())
                .isEqualTo(403);
        IllegalStateException broken = new IllegalStateException("no database");
        events((request, id) -> Mono.error(broken))
                .respond(exchange, MINE)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure).isSameAs(broken));
    }

    private String viewer(ServerWebExchange of) {
        Flux<ServerSentEvent<String>> stream =
                events(EVERYBODY).respond(of, MINE).block().getBody();
        stream.subscribe().dispose();
        WatchOptions[] options = new WatchOptions[1];
        verify(client).watchTraining(eq(MINE), assertArg(its -> options[0] = its));
        return options[0].viewer().orElseThrow();
    }

    @Test
    @DisplayName("3.6 the viewer is the principal")
    void principal() {
        assertThat(viewer(
                        exchange.mutate().principal(Mono.just(() -> "somebody")).build()))
                .isEqualTo("user somebody");
    }

    @ParameterizedTest
    @DisplayName("3.6 without a principal, the viewer is the remote IPv4 address or IPv6 network")
    @CsvSource({
        "192.0.2.7, address 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, address 20010db800010002",
        "2001:db8:1:2::1, address 20010db800010002",
        "::ffff:192.0.2.7, address 192.0.2.7"
    })
    void address(String address, String viewer) throws UnknownHostException {
        InetSocketAddress remote = new InetSocketAddress(InetAddress.getByName(address), 1);
        assertThat(viewer(MockServerWebExchange.from(
                        MockServerHttpRequest.get("/").remoteAddress(remote))))
                .isEqualTo(viewer);
    }

    @Test
    @DisplayName("3.6 a forwarded IP address is the viewer's address, and any other forwarded name is used unchanged")
    void forwarded() {
        assertThat(List.of("192.0.2.7", "2001:db8:1:2::1", "_hidden").stream()
                        .map(host -> Viewer.of(MockServerWebExchange.from(MockServerHttpRequest.get("/")
                                        .remoteAddress(InetSocketAddress.createUnresolved(host, 1))))
                                .block()))
                .containsExactly("address 192.0.2.7", "address 20010db800010002", "address _hidden");
    }

    @Test
    @DisplayName("3.6 requests without an address share one viewer")
    void noAddress() {
        assertThat(viewer(exchange)).isEqualTo("address unknown");
    }

    @Test
    @DisplayName("7.1 a browser that has seen the end receives 204 even if the maximum number of streams is open")
    void ended() {
        StatusEvents events = events(EVERYBODY);
        Disposable open = response(events, MINE).getBody().subscribe();
        assertThat(response(events, MINE).getStatusCode().value()).isEqualTo(503);
        assertThat(events.respond(
                                MockServerWebExchange.from(
                                        MockServerHttpRequest.get("/").header("Last-Event-ID", "stream.end")),
                                MINE)
                        .block()
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        open.dispose();
        assertThat(events.streams()).isZero();
    }

    @Test
    @DisplayName("4.7 a browser that reconnects with the id of a training's last event receives 204")
    void endOfOne() {
        TrainingStatus finished = new TrainingStatus(
                MINE,
                FINISHED,
                "finished",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
        when(client.watchTraining(any(), any()))
                .thenReturn(Flux.just(new TrainingFinished(finished, finished.eventId(), Instant.EPOCH)));
        StatusEvents events = new StatusEvents(client, EVERYBODY, 1, 1, 1);
        String last = events.respond(exchange, MINE)
                .block()
                .getBody()
                .mapNotNull(ServerSentEvent::id)
                .blockFirst();
        assertThat(last).isEqualTo(finished.eventId() + ".end");
        ServerWebExchange again =
                MockServerWebExchange.from(MockServerHttpRequest.get("/").header("Last-Event-ID", last));
        assertThat(events.respond(again, MINE).block().getStatusCode().value()).isEqualTo(204);
    }

    @Test
    @DisplayName("7.1 a stream that loses a race for the last place ends without events, so the browser reconnects")
    void raced() {
        StatusEvents events = events(EVERYBODY);
        Flux<ServerSentEvent<String>> first = response(events, MINE).getBody();
        Flux<ServerSentEvent<String>> second = response(events, MINE).getBody();
        Disposable open = first.subscribe();
        second.as(StepVerifier::create).verifyComplete();
        assertThat(events.streams()).isEqualTo(1);
        open.dispose();
    }

    @Test
    @DisplayName("7.1 a request for more trainings than the client may ever watch receives 400")
    void moreThanEver() {
        StatusEvents events = new StatusEvents(client, EVERYBODY, 10, 10, 1);
        assertThat(response(events, MINE, YOURS).getStatusCode().value()).isEqualTo(400);
    }

    @Test
    @DisplayName("7.1 refused streams are logged as one warning per minute, with their number")
    void warnings() {
        VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
        try (CapturedLogs logs = new CapturedLogs(StatusEvents.class)) {
            StatusEvents events = events((request, id) -> Mono.just(false));
            for (int i = 0; i < 100; i++) {
                response(events, MINE);
            }
            clock.advanceTimeBy(Duration.ofMinutes(10));
            response(events, MINE);
            assertThat(logs.ours())
                    .allSatisfy(event -> assertThat(event.getLevel()).isEqualTo(Level.WARN))
                    .extracting(event -> event.getKeyValuePairs().get(0).value)
                    .containsExactly(1L, 99L, 1L);
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    private static ServerWebExchange from(String user) {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/"))
                .mutate()
                .principal(Mono.just(() -> user))
                .build();
    }

    @Test
    @DisplayName("7.1 a viewer that opens as many streams as it can leaves some to other viewers")
    void shares() {
        when(client.watchTraining(any(), any())).thenReturn(Flux.never());
        StatusEvents events = new StatusEvents(client, EVERYBODY, 100, 10, 1_000);
        assertThat(List.of("greedy", "greedy, too", "somebody").stream().map(user -> opened(events, user, MINE)))
                .containsExactly(90, 5, 2);
        assertThat(events.streams()).isEqualTo(97);
    }

    @Test
    @DisplayName("7.1 a viewer with many trainings on each stream leaves some watches to other viewers")
    void sharesOfTrainings() {
        when(client.watchTraining(any(), any())).thenReturn(Flux.never());
        StatusEvents events = new StatusEvents(client, EVERYBODY, 1_000, 10, 100);
        assertThat(opened(events, "greedy", MINE, YOURS)).isEqualTo(45);
        assertThat(opened(events, "somebody", MINE)).isEqualTo(5);
    }

    /** Opens streams of one viewer until one is refused. Returns their number. */
    private static int opened(StatusEvents events, String user, TrainingId... ids) {
        int streams = 0;
        while (true) {
            Flux<ServerSentEvent<String>> stream =
                    events.respond(from(user), List.of(ids)).block().getBody();
            if (stream == null) {
                return streams;
            }
            stream.subscribe();
            streams++;
        }
    }

    @Test
    @DisplayName("2.1 invalid arguments are refused immediately")
    void arguments() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StatusEvents(client, EVERYBODY, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StatusEvents(client, EVERYBODY, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StatusEvents(client, EVERYBODY, 1, 1, 0));
        assertThatNullPointerException()
                .isThrownBy(() -> events(EVERYBODY).respond(exchange, Arrays.asList(MINE, null)));
        WatchOptions download = WatchOptions.defaults().withDownloadTo(Path.of("a.zip"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        events(EVERYBODY).respond(exchange, List.of(MINE), null, download, SseOptions.defaults()));
    }
}
