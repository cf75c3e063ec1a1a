package io.github.predictionone.reactor.internal.watch;

import static io.github.predictionone.reactor.internal.exchange.ScriptedExchange.failing;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.predictionone.ApiException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TooManyWatchesException;
import io.github.predictionone.internal.wire.Failures;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.ScriptedExchange;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.testsupport.CapturedLogs;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The bounds on the work that made-up ids can cause. */
class BoundsTest {

    private static final int MOST = 20_000;

    private final ScriptedExchange service = new ScriptedExchange();
    private final Function<TrainingId, Mono<Answer<TrainingStatus>>> statusCheck =
            TrainingSubject.statusCheck(service, StatusClassifier.defaults());
    private final List<StatusEvent> events = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private VirtualTimeScheduler clock;
    private Watches watches;

    @BeforeEach
    void virtualTime() {
        clock = VirtualTimeScheduler.getOrSet();
        watches = new Watches(Time.system(), () -> 0, Duration.ofMinutes(2), MOST, refusals::incrementAndGet);
    }

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    private Disposable watch(String id) {
        return watch(id, WatchOptions.defaults());
    }

    private Disposable watch(String id, WatchOptions options) {
        return watches.watch(new TrainingSubject(TrainingId.of(id), options.pollSchedule(), statusCheck), options)
                .subscribe(events::add, errors::add);
    }

    private static ApiException answer(int status) {
        return Failures.answer("HTTP " + status, status, new byte[0], null, null);
    }

    @ParameterizedTest
    @DisplayName("4.10 an id that the service refused as unknown is refused without a request for a minute")
    @ValueSource(ints = {400, 404, 410, 422})
    void refusedAgain(int status) {
        service.then(failing(answer(status)));
        watch("made-up");
        clock.advanceTimeBy(Duration.ofSeconds(59));
        watch("made-up");
        watch("made-up", WatchOptions.defaults().withSharing(false));
        assertThat(service.asked()).isEqualTo(1);
        assertThat(errors)
                .hasSize(3)
                .allSatisfy(
                        error -> assertThat(((ApiException) error).httpStatus()).isEqualTo(status));
        assertThat(errors).last().asString().contains("HTTP " + status).contains("not requested again within a minute");
        assertThat(refusals).hasValue(3);
        clock.advanceTimeBy(Duration.ofSeconds(1));
        watch("made-up");
        assertThat(service.asked()).isEqualTo(2);
    }

    @ParameterizedTest
    @DisplayName("4.10 a refusal for another reason than an unknown id is not remembered")
    @ValueSource(ints = {401, 403, 408, 425, 429, 500, 503})
    void otherRefusals(int status) {
        service.then(failing(answer(status)));
        WatchOptions atOnce = WatchOptions.defaults().withFailureTolerance(Duration.ZERO);
        watch("t-1", atOnce);
        watch("t-1", atOnce);
        assertThat(errors).hasSize(2);
        assertThat(service.asked()).isEqualTo(2);
        assertThat(refusals).hasValue(0);
    }

    @Test
    @DisplayName("4.10 a refused id is polled again as soon as the client knows that it exists")
    void known() {
        service.then(failing(answer(404))).then("{\"status\":\"training\"}");
        watch("t-1");
        watches.markKnown(TrainingId.of("t-1"));
        watch("t-1");
        assertThat(errors).hasSize(1);
        assertThat(events).hasSize(1);
    }

    @Test
    @DisplayName("4.10 an id that becomes unknown during a watch is then refused without a request")
    void deleted() {
        service.then("{\"status\":\"training\"}").then(failing(answer(404)));
        watch("t-1");
        clock.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(errors).hasSize(1);
        watch("t-1");
        assertThat(errors).hasSize(2);
        assertThat(service.asked()).isEqualTo(2);
    }

    @Test
    @DisplayName("4.10 a refusal is not remembered if the id became known after the request was sent")
    void lateRefusal() {
        Sinks.One<Answer<TrainingStatus>> late = Sinks.one();
        Function<TrainingId, Mono<Answer<TrainingStatus>>> slow = id -> late.asMono();
        WatchOptions options = WatchOptions.defaults();
        watches.watch(new TrainingSubject(TrainingId.of("t-1"), options.pollSchedule(), slow), options)
                .subscribe(events::add, errors::add);
        watches.markKnown(TrainingId.of("t-1"));
        late.tryEmitError(answer(404));
        assertThat(errors).hasSize(1);
        service.then("{\"status\":\"training\"}");
        watch("t-1");
        assertThat(errors).hasSize(1);
        assertThat(events).hasSize(1);
    }

    @Test
    @DisplayName("4.10 the latest 10,000 refused ids are remembered")
    void mostRefused() {
        service.then(failing(answer(404)));
        for (int i = 0; i <= 10_000; i++) {
            watch("made-up-" + i);
        }
        watch("made-up-1");
        watch("made-up-10000");
        assertThat(service.asked()).isEqualTo(10_001);
        watch("made-up-0");
        assertThat(service.asked()).isEqualTo(10_002);
    }

    @Test
    @DisplayName("4.10 refused watches are logged as one warning per minute with their number, and each at DEBUG")
    void warnings() {
        service.then(failing(answer(404)));
        try (CapturedLogs logs = new CapturedLogs(PredictionOneClient.class)) {
            for (int i = 0; i < 1_000; i++) {
                watch("made-up-" + i);
            }
            clock.advanceTimeBy(Duration.ofMinutes(1));
            watch("made-up-1000");
            clock.advanceTimeBy(Duration.ofMinutes(10));
            assertThat(logs.ours().stream().filter(event -> event.getLevel() == Level.WARN))
                    .extracting(event -> CapturedLogs.value(event, "watches"))
                    .containsExactly(1L, 999L, 1L);
            assertThat(logs.ours().stream().filter(event -> event.getLevel() == Level.DEBUG))
                    .hasSize(1_001);
        }
    }

    @Test
    @DisplayName("4.6 a subscriber that cancels in onSubscribe leaves no poller")
    void cancelledAtOnce() {
        WatchOptions options = WatchOptions.defaults();
        watches.watch(new TrainingSubject(TrainingId.of("t-1"), options.pollSchedule(), statusCheck), options)
                .doOnSubscribe(Subscription::cancel)
                .subscribe(events::add, errors::add);
        assertThat(watches.size()).isZero();
        assertThat(service.asked()).isZero();
    }

    @Test
    @DisplayName("4.10 watches beyond maxWatches are logged as one warning per minute with their number")
    void tooManyAreLogged() {
        watches = new Watches(Time.system(), () -> 0, Duration.ofMinutes(2), 1, refusals::incrementAndGet);
        service.then("{\"status\":\"training\"}");
        try (CapturedLogs logs = new CapturedLogs(PredictionOneClient.class)) {
            for (int i = 0; i <= 100; i++) {
                watch("t-" + i);
            }
            clock.advanceTimeBy(Duration.ofMinutes(1));
            assertThat(logs.ours().stream().filter(event -> event.getLevel() == Level.WARN))
                    .extracting(event -> CapturedLogs.value(event, "watches"))
                    .containsExactly(1L, 99L);
            assertThat(refusals).hasValue(100);
        }
    }

    @Test
    @DisplayName("4.10 watches beyond maxWatches fail with an error that names the setting, until another watch ends")
    void most() {
        service.then("{\"status\":\"training\"}");
        Disposable first = watch("t-0");
        for (int i = 1; i < MOST; i++) {
            watch("t-" + i, WatchOptions.defaults().withSharing(i % 2 == 0));
        }
        assertThat(errors).isEmpty();
        // Accepted, because it shares a poller.
        watch("t-2");
        watch("one-more");
        watch("another", WatchOptions.defaults().withSharing(false));
        assertThat(errors)
                .hasSize(2)
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOf(TooManyWatchesException.class)
                        .hasMessageContaining("20000")
                        .hasMessageContaining("maxWatches")
                        .extracting(failure -> ((TooManyWatchesException) failure).retryability())
                        .isEqualTo(Retryability.LATER));
        first.dispose();
        watch("one-more");
        assertThat(errors).hasSize(2);
        assertThat(watches.size()).isEqualTo(MOST);
    }
}
