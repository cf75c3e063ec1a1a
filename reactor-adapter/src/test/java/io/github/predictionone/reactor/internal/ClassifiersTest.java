package io.github.predictionone.reactor.internal;

import static io.github.predictionone.reactor.internal.exchange.ScriptedExchange.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.ApiError;
import io.github.predictionone.ApiException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierEvent;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.classifier.ClassifierUpdate;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.ScriptedExchange;
import io.github.predictionone.reactor.internal.exchange.ScriptedExchange.Line;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.watch.Watches;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class ClassifiersTest {

    private static final ClassifierId ID = ClassifierId.of("c-1");
    private static final ClassifierRequest REQUEST = ClassifierRequest.of(ModelId.of(1));
    private static final WatchOptions EVERY_SECOND =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofSeconds(1)));

    private final ScriptedExchange service = new ScriptedExchange();
    private final Watches watches = new Watches(Time.system(), () -> 0, Duration.ofMinutes(2));
    private final Classifiers classifiers = new Classifiers(
            service,
            service,
            watches,
            new WatchDecorator(new ActiveCalls(), Optional.empty()),
            new Predictions(
                    new InferenceHosts(URI.create("https://service.example"), Set.of(), false),
                    origin -> service,
                    new ActiveCalls()));
    private final List<String> events = new ArrayList<>();
    private VirtualTimeScheduler clock;

    @BeforeEach
    void virtualTime() {
        clock = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    /** Returns the JSON of a list with these classifiers, each given as an id and a status word. */
    private static String listed(String... classifiers) {
        return Stream.of(classifiers)
                .map(text -> text.split(" "))
                .map(parts -> "{\"classifier_id\":\"" + parts[0] + "\",\"status\":\"" + parts[1]
                        + "\",\"api_key\":\"s3cret\",\"url\":\"https://service.example/i\"}")
                .collect(Collectors.joining(",", "{\"classifiers\":[", "]}"));
    }

    private static String described(ClassifierEvent event) {
        return event.classifierId() + " " + event.type();
    }

    private void watch(ClassifierId id, WatchOptions options) {
        classifiers
                .watch(id, options)
                .subscribe(
                        event -> events.add(described(event)),
                        failure -> events.add(failure.getMessage()),
                        () -> events.add("complete"));
    }

    private static Line slow(String json) {
        Line line = ScriptedExchange.answering(json, null);
        return new Line() {
            @Override
            public <T> Mono<Answer<T>> answer(ApiRequest<T> request) {
                return Mono.delay(Duration.ofMillis(100)).then(line.answer(request));
            }
        };
    }

    private static PredictionOneException unclear(String kind) {
        return switch (kind) {
            case "reset" -> new TransportException("reset", null, Retryability.IF_IDEMPOTENT);
            case "unreadable" -> new ProtocolException("cut", null);
            default ->
                new ApiException(
                        "HTTP " + kind,
                        new ApiError(Integer.parseInt(kind), null, null, null, null),
                        Retryability.IF_IDEMPOTENT);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "unreadable", "502", "504"})
    @DisplayName("3.3 the error of a creation that may have succeeded says that the outcome is unknown")
    void unclearCreation(String kind) {
        service.then(failing(unclear(kind)));
        classifiers
                .create(REQUEST)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(unclear(kind).getClass())
                        .hasMessageContaining("outcome is unknown")
                        .hasMessageContaining("list()"));
        assertThat(service.asked()).isEqualTo(1);
    }

    @Test
    @DisplayName("3.3 a creation answered with HTTP 500, or never sent, has a known outcome")
    void clearCreation() {
        service.then(failing(unclear("500")));
        classifiers.create(REQUEST).as(StepVerifier::create).verifyErrorMessage("HTTP 500");
        service.then(failing(new TransportException("refused", null, Retryability.ALWAYS)));
        classifiers.create(REQUEST).as(StepVerifier::create).verifyErrorMessage("refused");
        service.then("{\"classifier_id\":\"c-9\",\"api_key\":\"k\"}");
        classifiers
                .create(REQUEST)
                .as(StepVerifier::create)
                .expectNextMatches(created -> created.id().equals(ClassifierId.of("c-9")))
                .verifyComplete();
    }

    @Test
    @DisplayName("row 14: classifiers are listed with one call and found by id")
    void lists() {
        service.then(listed("c-2 building", "c-1 running"));
        classifiers
                .list()
                .map(Classifier::id)
                .as(StepVerifier::create)
                .expectNextCount(2)
                .verifyComplete();
        assertThat(service.asked()).isEqualTo(1);
        classifiers
                .find(ID)
                .map(Classifier::id)
                .as(StepVerifier::create)
                .expectNext(ID)
                .verifyComplete();
        classifiers.find(ClassifierId.of("c-3")).as(StepVerifier::create).verifyComplete();
    }

    @Test
    @DisplayName("2.1 an update without changes and a watch with a download target are refused immediately")
    void refused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> classifiers.update(ID, ClassifierUpdate.none()));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> classifiers.watch(ID, WatchOptions.defaults().withDownloadTo(Path.of("x.zip"))));
        assertThat(service.asked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "failed", "terminated"})
    @DisplayName("4.9 a watch continues through failed polls until the classifier is running, failed or terminated")
    void watched(String end) {
        service.then(listed("c-1 building"))
                .then(failing(new TransportException("refused", null, Retryability.ALWAYS)))
                .then(listed("c-1 building", "c-2 running"))
                .then(listed("c-1 updating"))
                .then(listed("c-1 " + end));
        watch(ID, EVERY_SECOND);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(events)
                .containsExactly(
                        "c-1 status-changed",
                        "c-1 poll-failed",
                        "c-1 status-unchanged",
                        "c-1 status-changed",
                        "c-1 classifier-" + end,
                        "complete");
        assertThat(watches.size()).isZero();
    }

    @Test
    @DisplayName("4.9 a classifier that is no longer listed counts as terminated")
    void vanished() {
        service.then(listed("c-1 terminating")).then(listed("c-2 running"));
        watch(ID, EVERY_SECOND);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(events).containsExactly("c-1 status-changed", "c-1 classifier-terminated", "complete");
    }

    @Test
    @DisplayName("4.9 an unlisted classifier counts as a failed poll until it appears or the failure tolerance ends")
    void notYetListed() {
        service.then(listed()).then(listed()).then(listed("c-1 building")).then(listed("c-1 running"));
        watch(ID, EVERY_SECOND);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(events)
                .containsExactly("c-1 poll-failed", "c-1 status-changed", "c-1 classifier-running", "complete");

        events.clear();
        service.then(listed());
        watch(ID, EVERY_SECOND.withFailureTolerance(Duration.ofMillis(1500)));
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(events)
                .containsExactly(
                        "c-1 poll-failed",
                        "c-1 poll-failed",
                        "watch of classifier c-1: the service lists no classifier of this id");
    }

    @Test
    @DisplayName("4.6 one request for the list serves all classifiers that are watched at that moment")
    void sharedList() {
        service.then(slow(listed("c-1 building", "c-2 building"))).then(slow(listed("c-1 running", "c-2 running")));
        watch(ID, EVERY_SECOND);
        watch(ClassifierId.of("c-2"), EVERY_SECOND);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(service.asked()).isEqualTo(2);
        assertThat(events)
                .containsExactlyInAnyOrder(
                        "c-1 status-changed",
                        "c-2 status-changed",
                        "c-1 classifier-running",
                        "c-2 classifier-running",
                        "complete",
                        "complete");
    }

    @Test
    @DisplayName("4.5 a shared list request is cancelled only when the last of its watches is cancelled")
    void cancelled() {
        service.then(ScriptedExchange.silent());
        var one = classifiers.watch(ID, EVERY_SECOND).subscribe();
        var other = classifiers.watch(ClassifierId.of("c-2"), EVERY_SECOND).subscribe();
        one.dispose();
        assertThat(service.cancelled()).isZero();
        other.dispose();
        assertThat(service.cancelled()).isEqualTo(1);
        assertThat(service.asked()).isEqualTo(1);
    }
}
