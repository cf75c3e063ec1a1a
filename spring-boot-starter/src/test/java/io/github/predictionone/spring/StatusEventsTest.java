package io.github.predictionone.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.predictionone.ApiError;
import io.github.predictionone.ApiException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.Retryability;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.DownloadProgressed;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class StatusEventsTest {

    private static final TrainingId ONE = TrainingId.of("t-1");
    private static final TrainingId TWO = TrainingId.of("t-2");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private static TrainingStatus status(TrainingId id, TrainingState state, String word) {
        return new TrainingStatus(
                id, state, word, Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    private static StatusChanged changed(TrainingId id, String word) {
        TrainingStatus status = status(id, TrainingState.IN_PROGRESS, word);
        return new StatusChanged(status, status.eventId(), NOON);
    }

    private static TrainingFinished finished(TrainingId id) {
        TrainingStatus status = status(id, TrainingState.FINISHED, "finished");
        return new TrainingFinished(status, status.eventId(), NOON);
    }

    private static PredictionOneClient clientWith(Flux<StatusEvent> events) {
        PredictionOneClient client = mock(PredictionOneClient.class);
        when(client.watchTraining(any(), any())).thenReturn(events);
        return client;
    }

    private static List<ServerSentEvent<String>> all(ResponseEntity<Flux<ServerSentEvent<String>>> response) {
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
        return response.getBody().collectList().block();
    }

    private static void assertComment(ServerSentEvent<String> frame) {
        assertThat(frame.comment()).isNotBlank();
        assertThat(frame.data()).isNull();
        assertThat(frame.event()).isNull();
        assertThat(frame.id()).isNull();
    }

    private static void assertEnd(ServerSentEvent<String> frame) {
        assertThat(frame.event()).isEqualTo("end");
        assertThat(frame.data()).isEqualTo("{\"type\":\"end\"}");
    }

    @Test
    @DisplayName("the first comment comes before the first status and sets the reconnection time")
    void first() {
        StatusEvents.sse(Flux.never(), SseOptions.defaults().withRetry(Duration.ofSeconds(7)))
                .as(flux -> StepVerifier.create(flux, 1))
                .assertNext(frame -> {
                    assertComment(frame);
                    assertThat(frame.retry()).isEqualTo(Duration.ofSeconds(7));
                })
                .thenCancel()
                .verify();
    }

    @Test
    @DisplayName("4.1 each event has its id, type and JSON, and the last event is the end")
    void events() {
        StatusChanged training = changed(ONE, "training");
        List<ServerSentEvent<String>> frames = StatusEvents.sse(Flux.just(training, finished(ONE)))
                .collectList()
                .block();
        assertThat(frames).hasSize(4);
        assertThat(frames.get(1).id()).isEqualTo(training.eventId());
        assertThat(frames.get(1).event()).isEqualTo("status-changed");
        assertThat(frames.get(1).data()).isEqualTo(training.toJson());
        assertThat(frames.get(2).event()).isEqualTo("training-finished");
        assertEnd(frames.get(3));
    }

    @Test
    @DisplayName("comments come every 15 s, with or without events, until the end")
    void comments() {
        TestPublisher<StatusEvent> events = TestPublisher.create();
        StepVerifier.withVirtualTime(() -> StatusEvents.sse(events.flux()))
                .assertNext(StatusEventsTest::assertComment)
                .expectNoEvent(Duration.ofMillis(14_999))
                .thenAwait(Duration.ofMillis(1))
                .assertNext(StatusEventsTest::assertComment)
                .then(() -> events.next(changed(ONE, "training")))
                .assertNext(frame -> assertThat(frame.event()).isEqualTo("status-changed"))
                .thenAwait(Duration.ofSeconds(30))
                .assertNext(StatusEventsTest::assertComment)
                .assertNext(StatusEventsTest::assertComment)
                .then(events::complete)
                .assertNext(StatusEventsTest::assertEnd)
                .verifyComplete();
    }

    @Test
    @DisplayName("the application can set the time between comments")
    void otherInterval() {
        SseOptions often = SseOptions.defaults().withCommentInterval(Duration.ofSeconds(5));
        StepVerifier.withVirtualTime(() -> StatusEvents.sse(Flux.never(), often))
                .expectNextCount(1)
                .expectNoEvent(Duration.ofMillis(4_999))
                .thenAwait(Duration.ofMillis(1))
                .assertNext(StatusEventsTest::assertComment)
                .thenCancel()
                .verify();
        assertThatIllegalArgumentException().isThrownBy(() -> often.withCommentInterval(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> often.withRetry(Duration.ofSeconds(-1)));
    }

    @Test
    @DisplayName("4.5 at most one comment and one event wait for a browser that does not read")
    void demand() {
        AtomicLong made = new AtomicLong();
        Flux<StatusEvent> endless = Flux.generate(sink -> sink.next(changed(ONE, "w" + made.incrementAndGet())));
        StepVerifier.withVirtualTime(() -> StatusEvents.sse(endless), 2)
                .assertNext(StatusEventsTest::assertComment)
                .expectNextCount(1)
                .thenAwait(Duration.ofDays(1))
                .then(() -> assertThat(made).hasValueLessThanOrEqualTo(2))
                .thenRequest(2)
                .expectNextCount(2)
                .then(() -> assertThat(made).hasValueLessThanOrEqualTo(4))
                .thenRequest(2)
                .assertNext(frame -> assertThat(frame.event()).isEqualTo("status-changed"))
                .assertNext(frame -> assertThat(frame.event()).isEqualTo("status-changed"))
                .thenCancel()
                .verify();
    }

    @Test
    @DisplayName("1.6 a watch ends if only the first frame is ever requested, since the response was not written")
    void unwritten() {
        TestPublisher<StatusEvent> events = TestPublisher.create();
        StepVerifier.withVirtualTime(() -> StatusEvents.sse(events.flux()), 1)
                .expectNextCount(1)
                .expectNoEvent(Duration.ofMillis(14_999))
                .thenAwait(Duration.ofMillis(1))
                .verifyComplete();
        events.assertCancelled();
    }

    @Test
    @DisplayName(
            "4.3 a failed watch is reported without an id, so the browser keeps its last one, and then the stream ends")
    void failed() {
        ApiException refusal = new ApiException(
                "status of training t-1: HTTP 400", new ApiError(400, null, null, null, null), Retryability.NEVER);
        PredictionOneClient client = clientWith(Flux.error(refusal));
        List<ServerSentEvent<String>> frames = all(StatusEvents.response(client, ONE, null));
        assertThat(frames).hasSize(3);
        assertThat(frames.get(1).id()).isNull();
        assertThat(frames.get(1).event()).isEqualTo("watch-failed");
        assertThat(frames.get(1).data())
                .isEqualTo(
                        "{\"type\":\"watch-failed\",\"trainingId\":\"t-1\",\"message\":\"status of training t-1: HTTP 400\","
                                + "\"transient\":false}");
        assertEnd(frames.get(2));
    }

    @Test
    @DisplayName("2.2 an unexpected failure is reported without its message")
    void broken() {
        Flux<StatusEvent> broken = Flux.error(new IllegalStateException("jdbc:secret"));
        List<ServerSentEvent<String>> frames =
                StatusEvents.sse(broken).collectList().block();
        assertThat(frames.get(1).data()).contains("\"transient\":true").doesNotContain("secret");
    }

    @Test
    @DisplayName("1.7 a closed client ends the stream without an end event, so the browser reconnects")
    void closed() {
        Flux<StatusEvent> events =
                Flux.concat(Flux.just(changed(ONE, "training")), Flux.error(new ClientClosedException("closed")));
        assertThat(StatusEvents.sse(events).collectList().block())
                .extracting(ServerSentEvent::event)
                .containsExactly(null, "status-changed");
        assertThat(all(StatusEvents.response(clientWith(events), List.of(ONE, TWO), null)))
                .extracting(ServerSentEvent::event)
                .doesNotContain("end", "watch-failed");
    }

    @Test
    @DisplayName("the response has headers against caching and against buffering by a proxy")
    void headers() {
        ResponseEntity<?> response = StatusEvents.response(clientWith(Flux.empty()), ONE, null);
        assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.TEXT_EVENT_STREAM);
        assertThat(response.getHeaders().getCacheControl()).isEqualTo("no-cache");
        assertThat(response.getHeaders().getFirst("X-Accel-Buffering")).isEqualTo("no");
    }

    @Test
    @DisplayName(
            "4.7 a browser that has seen the terminal event or the end receives 204, and any other receives the rest")
    void noContent() {
        TrainingStatus status = status(ONE, TrainingState.FAILED, "failed");
        for (StatusEvent last : List.of(finished(ONE), new TrainingFailed(status, status.eventId(), NOON))) {
            PredictionOneClient client = clientWith(Flux.just(changed(ONE, "training"), last));
            List<ServerSentEvent<String>> frames = all(StatusEvents.response(client, ONE, null));
            assertThat(frames).hasSize(4);
            assertThat(answer(client, frames.get(1).id())).isEqualTo(HttpStatus.OK);
            assertThat(answer(client, frames.get(2).id())).isEqualTo(HttpStatus.NO_CONTENT);
            assertThat(answer(client, frames.get(3).id())).isEqualTo(HttpStatus.NO_CONTENT);
        }
    }

    private static Object answer(PredictionOneClient client, String lastEventId) {
        return StatusEvents.response(client, ONE, lastEventId).getStatusCode();
    }

    @Test
    @DisplayName("4.2 4.7 with a download, the end of the download is terminal, not the end of the training")
    void download() {
        TrainingFinished finished = finished(ONE);
        String id = finished.eventId();
        PredictionOneClient client = clientWith(Flux.just(
                finished,
                new DownloadProgressed(ONE, id + ".bytes-5", NOON, 5, OptionalLong.empty()),
                new ResultDownloaded(ONE, id + ".downloaded", NOON, Path.of("/srv/secret/a.zip"), 9, "00")));
        WatchOptions options = WatchOptions.defaults().withDownloadTo(Path.of("/srv/secret/a.zip"));
        List<ServerSentEvent<String>> frames =
                all(StatusEvents.response(client, ONE, null, options, SseOptions.defaults()));
        List<HttpStatus> answers = new ArrayList<>();
        for (ServerSentEvent<String> frame : frames.subList(1, 5)) {
            answers.add((HttpStatus) StatusEvents.response(client, ONE, frame.id(), options, SseOptions.defaults())
                    .getStatusCode());
        }
        assertThat(answers).containsExactly(HttpStatus.OK, HttpStatus.OK, HttpStatus.NO_CONTENT, HttpStatus.NO_CONTENT);
        assertThat(frames.toString()).contains("a.zip").doesNotContain("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> StatusEvents.response(client, List.of(ONE, TWO), null, options, SseOptions.defaults()));
    }

    @Test
    @DisplayName("a training that fails does not affect the others on its stream, which ends with the last one")
    void several() {
        PredictionOneClient client = mock(PredictionOneClient.class);
        TestPublisher<StatusEvent> one = TestPublisher.create();
        TestPublisher<StatusEvent> two = TestPublisher.create();
        when(client.watchTraining(any(), any()))
                .thenAnswer(call -> (call.getArgument(0).equals(ONE) ? one : two).flux());
        StatusEvents.response(client, List.of(ONE, TWO, ONE), null)
                .getBody()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .then(() -> {
                    one.assertMaxRequested(1);
                    one.error(new IllegalStateException());
                })
                .assertNext(frame -> assertThat(frame.data()).contains("watch-failed", "t-1"))
                .then(() ->
                        two.next(changed(TWO, "training")).next(finished(TWO)).complete())
                .assertNext(frame -> assertThat(frame.event()).isEqualTo("status-changed"))
                .assertNext(frame -> assertThat(frame.event()).isEqualTo("training-finished"))
                .assertNext(StatusEventsTest::assertEnd)
                .verifyComplete();
        assertThat(all(StatusEvents.response(client, List.of(), null))).hasSize(2);
    }

    @Test
    @DisplayName("4.7 trainings whose end a browser has seen are not watched again when it reconnects")
    void severalAgain() {
        PredictionOneClient client = mock(PredictionOneClient.class);
        when(client.watchTraining(eq(ONE), any())).thenReturn(Flux.just(finished(ONE)));
        when(client.watchTraining(eq(TWO), any())).thenReturn(Flux.just(changed(TWO, "training"), finished(TWO)));
        List<ServerSentEvent<String>> first = all(StatusEvents.response(client, List.of(ONE, TWO), null));
        assertThat(first).extracting(ServerSentEvent::event).contains("training-finished", "status-changed", "end");
        String seen = first.stream()
                .filter(frame -> "status-changed".equals(frame.event()))
                .findFirst()
                .orElseThrow()
                .id();
        clearInvocations(client);
        all(StatusEvents.response(client, List.of(ONE, TWO), seen));
        verify(client, never()).watchTraining(eq(ONE), any());
        verify(client).watchTraining(eq(TWO), any());
    }

    @Test
    @DisplayName("4.7 an id of several trainings covers only events sent so far, even if others are buffered")
    void idsInOrder() {
        PredictionOneClient client = mock(PredictionOneClient.class);
        when(client.watchTraining(any(), any()))
                .thenAnswer(call -> Flux.just(changed(call.getArgument(0), "training")));
        List<ServerSentEvent<String>> frames = all(StatusEvents.response(client, List.of(ONE, TWO), null));
        LastEventIds afterFirst = new LastEventIds(frames.get(1).id());
        assertThat(afterFirst.of(ONE)).isEqualTo(changed(ONE, "training").eventId());
        assertThat(afterFirst.of(TWO)).isNull();
        assertThat(new LastEventIds(frames.get(2).id()).of(TWO))
                .isEqualTo(changed(TWO, "training").eventId());
    }
}
