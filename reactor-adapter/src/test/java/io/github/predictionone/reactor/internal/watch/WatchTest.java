package io.github.predictionone.reactor.internal.watch;

import static io.github.predictionone.reactor.internal.exchange.ScriptedExchange.answering;
import static io.github.predictionone.reactor.internal.exchange.ScriptedExchange.failing;
import static io.github.predictionone.reactor.internal.exchange.ScriptedExchange.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiError;
import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.WatchTimeoutException;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.ScriptedExchange;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.PollFailed;
import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.StatusUnchanged;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class WatchTest {

    private static final TrainingId ID = TrainingId.of("t-1");
    private static final WatchOptions EVERY_TEN_SECONDS =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofSeconds(10)));
    private final TransportException outage =
            new TransportException("Train Status Check of t-1: refused", null, Retryability.ALWAYS);

    private final ScriptedExchange service = new ScriptedExchange();
    private final Function<TrainingId, Mono<Answer<TrainingStatus>>> statusCheck =
            TrainingSubject.statusCheck(service, StatusClassifier.defaults());
    private VirtualTimeScheduler clock;
    private Watches watches;

    @BeforeEach
    void virtualTime() {
        clock = VirtualTimeScheduler.getOrSet();
        watches = watches();
    }

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    private static Watches watches() {
        return new Watches(Time.system(), () -> 0, Duration.ofMinutes(2));
    }

    private Flux<StatusEvent> watch(WatchOptions options) {
        return watches.watch(new TrainingSubject(ID, options.pollSchedule(), statusCheck), options);
    }

    private static String status(String word, String updated) {
        return "{\"status\":\"" + word + "\",\"updated_datetime\":\"" + updated + "\"}";
    }

    private static ApiException answered(int status, Duration retryAfter) {
        return new ApiException(
                "HTTP " + status,
                new ApiError(status, null, null, null, retryAfter),
                status < 500 ? Retryability.NEVER : Retryability.IF_IDEMPOTENT);
    }

    private static List<String> types(List<StatusEvent> events) {
        return events.stream().map(StatusEvent::type).toList();
    }

    /** Subscribes and collects the events; the test advances the time. */
    private List<StatusEvent> collect(WatchOptions options) {
        List<StatusEvent> events = new ArrayList<>();
        watch(options).subscribe(events::add, failure -> {});
        return events;
    }

    @Test
    @DisplayName("1.7 a watch that begins while the client is being closed leaves nothing behind")
    void closedAtTheBeginning() {
        service.then(silent());
        List<Throwable> ends = new ArrayList<>();
        watch(EVERY_TEN_SECONDS).subscribe(new CoreSubscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                watches.close(Runnable::run);
            }

            @Override
            public void onNext(StatusEvent event) {}

            @Override
            public void onError(Throwable failure) {
                ends.add(failure);
            }

            @Override
            public void onComplete() {}
        });
        assertThat(ends).singleElement().isInstanceOf(ClientClosedException.class);
        assertThat(watches.size()).isZero();
        assertThat(watches.wakeUps().size()).isZero();
    }

    @Test
    @DisplayName(
            "4.1 a watch emits the first status, each change of word or update time, then only the end, and completes")
    void changes() {
        service.then(status("waiting", "1"))
                .then(status("waiting", "1"))
                .then(status("training", "2"))
                .then(status("training", "3"))
                .then(status("finished", "4"));
        watch(EVERY_TEN_SECONDS)
                .as(StepVerifier::create)
                .assertNext(first ->
                        assertThat(((StatusChanged) first).status().word()).isEqualTo("waiting"))
                .then(() -> clock.advanceTimeBy(Duration.ofSeconds(10)))
                .then(() -> clock.advanceTimeBy(Duration.ofSeconds(10)))
                .assertNext(word ->
                        assertThat(((StatusChanged) word).status().word()).isEqualTo("training"))
                .then(() -> clock.advanceTimeBy(Duration.ofSeconds(10)))
                .assertNext(time ->
                        assertThat(((StatusChanged) time).status().updated()).contains(Instant.ofEpochSecond(3)))
                .then(() -> clock.advanceTimeBy(Duration.ofSeconds(10)))
                .expectNextMatches(TrainingFinished.class::isInstance)
                .verifyComplete();
        clock.advanceTimeBy(Duration.ofDays(2));
        assertThat(service.asked()).as("polls, with none after the end").isEqualTo(5);
    }

    @Test
    @DisplayName("4.4 a watch loses no poll if its thread is delayed for longer than the wait between two polls")
    void heldUp() {
        List<StatusEvent> events = new ArrayList<>();
        AtomicInteger polls = new AtomicInteger();
        Function<TrainingId, Mono<Answer<TrainingStatus>>> slowReturn = id -> statusCheck
                .apply(id)
                // Runs after all subscribers are notified and the next wait has begun, but before the poller continues.
                .doFinally(told -> clock.advanceTimeBy(Duration.ofSeconds(polls.incrementAndGet() == 2 ? 15 : 0)));
        service.then(status("waiting", "1")).then(status("training", "2")).then(status("finished", "3"));
        watches.watch(new TrainingSubject(ID, EVERY_TEN_SECONDS.pollSchedule(), slowReturn), EVERY_TEN_SECONDS)
                .subscribe(events::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(types(events)).containsExactly("status-changed", "status-changed", "training-finished");
    }

    @Test
    @DisplayName("4.3 a failed training emits an event and completes the watch")
    void failedTraining() {
        service.then("{\"status\":\"Training_Failed \",\"message\":\"too few rows\"}");
        watch(EVERY_TEN_SECONDS)
                .as(StepVerifier::create)
                .assertNext(event ->
                        assertThat(((TrainingFailed) event).status().message()).contains("too few rows"))
                .verifyComplete();
    }

    @Test
    @DisplayName("4.1 a watch with heartbeats emits them with the id of the status that they repeat")
    void heartbeats() {
        service.then(status("training", "1"));
        List<StatusEvent> plain = collect(EVERY_TEN_SECONDS);
        List<StatusEvent> beating = collect(EVERY_TEN_SECONDS.withHeartbeats(true));
        clock.advanceTimeBy(Duration.ofSeconds(20));
        assertThat(types(plain)).containsExactly("status-changed");
        assertThat(types(beating)).containsExactly("status-changed", "status-unchanged", "status-unchanged");
        assertThat(beating.stream().map(StatusEvent::eventId).distinct()).hasSize(1);
    }

    @Test
    @DisplayName("4.2 a failed poll emits an event, the watch continues, and the next successful poll always emits")
    void recovers() {
        service.then(status("training", "1"))
                .then(failing(outage))
                .then(failing(answered(503, null)))
                .then(status("training", "1"))
                .then(status("training", "1"));
        List<StatusEvent> events = collect(EVERY_TEN_SECONDS);
        clock.advanceTimeBy(Duration.ofSeconds(50));
        assertThat(types(events)).containsExactly("status-changed", "poll-failed", "poll-failed", "status-unchanged");
        PollFailed second = (PollFailed) events.get(2);
        assertThat(second.consecutiveFailures()).isEqualTo(2);
        assertThat(second.nextPollIn()).isEqualTo(Duration.ofSeconds(10));
        assertThat(second.reason()).isEqualTo("HTTP 503");
    }

    @Test
    @DisplayName("4.3 a refused key and a refused id end the watch at once")
    void refused() {
        service.then(failing(new AuthenticationException("refused", new ApiError(401, null, null, null, null))));
        watch(EVERY_TEN_SECONDS).as(StepVerifier::create).verifyError(AuthenticationException.class);
        service.then(failing(answered(404, null)));
        watch(EVERY_TEN_SECONDS).as(StepVerifier::create).verifyError(ApiException.class);
        assertThat(service.asked()).isEqualTo(2);
    }

    @Test
    @DisplayName("4.3 a watch ends with the last failure if no poll succeeds within the failure tolerance")
    void failureTolerance() {
        service.then(status("training", "1")).then(failing(outage));
        List<Throwable> end = new ArrayList<>();
        watch(EVERY_TEN_SECONDS).subscribe(event -> {}, end::add);
        clock.advanceTimeBy(Duration.ofMinutes(15));
        assertThat(end).isEmpty();
        clock.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(end).containsExactly(outage);
    }

    @Test
    @DisplayName("4.3 one successful poll restarts the failure tolerance")
    void toleranceStartsAnew() {
        for (int time = 0; time < 3; time++) {
            for (int poll = 0; poll < 80; poll++) {
                service.then(failing(outage));
            }
            service.then(status("training", "1"));
        }
        List<Throwable> end = new ArrayList<>();
        watch(EVERY_TEN_SECONDS).subscribe(event -> {}, end::add);
        clock.advanceTimeBy(Duration.ofMinutes(60));
        assertThat(end).isEmpty();
        assertThat(service.asked()).isGreaterThan(300);
    }

    @Test
    @DisplayName(
            "4.3 the deadline counts from subscription, and its error names the id, the last status and the deadline")
    void deadline() {
        service.then(status("training", "1")).then(silent());
        Flux<StatusEvent> watch = watch(EVERY_TEN_SECONDS.withDeadline(Duration.ofMinutes(1)));
        clock.advanceTimeBy(Duration.ofMinutes(5));
        List<Throwable> end = new ArrayList<>();
        watch.subscribe(event -> {}, end::add);
        clock.advanceTimeBy(Duration.ofSeconds(59));
        assertThat(end).isEmpty();
        clock.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(end).singleElement().isInstanceOfSatisfying(WatchTimeoutException.class, timeout -> {
            assertThat(timeout)
                    .hasMessageContaining("t-1")
                    .hasMessageContaining("training")
                    .hasMessageContaining("PT1M");
            assertThat(timeout.deadline()).isEqualTo(Duration.ofMinutes(1));
            assertThat(timeout.elapsed()).isEqualTo(Duration.ofMinutes(1));
        });
        assertThat(service.cancelled()).as("cancelled polls").isEqualTo(1);
    }

    @Test
    @DisplayName("4.3 closing the client ends current and later watches with an error that says so")
    void closed() {
        service.then(status("training", "1"));
        List<Throwable> end = new ArrayList<>();
        watch(EVERY_TEN_SECONDS).subscribe(event -> {}, end::add);
        watches.close(Runnable::run);
        assertThat(end).singleElement().isInstanceOf(ClientClosedException.class);
        watch(EVERY_TEN_SECONDS).as(StepVerifier::create).verifyError(ClientClosedException.class);
        clock.advanceTimeBy(Duration.ofDays(1));
        assertThat(service.asked()).isEqualTo(1);
    }

    @Test
    @DisplayName("4.4 Retry-After on any answer delays the next poll, up to the bound")
    void retryAfter() {
        service.then(answering(status("training", "1"), Duration.ofSeconds(45)))
                .then(failing(answered(503, Duration.ofSeconds(60))))
                .then(answering(status("training", "1"), Duration.ofHours(1)))
                .then(status("training", "1"));
        collect(EVERY_TEN_SECONDS);
        clock.advanceTimeBy(Duration.ofMinutes(5));
        assertThat(service.waits()).startsWith(45_000L, 60_000L, 120_000L, 10_000L);
    }

    @Test
    @DisplayName(
            "4.4 the default wait is a tenth of the watch's age, 2 s to 30 s, and short again after a change of word")
    void defaultSchedule() {
        for (int poll = 0; poll < 40; poll++) {
            service.then(status("training", "1"));
        }
        service.then(status("evaluating", "1")).then(status("evaluating", "1"));
        collect(WatchOptions.defaults());
        clock.advanceTimeBy(Duration.ofHours(1));
        List<Long> waits = service.waits();
        assertThat(waits).allMatch(wait -> wait >= 2_000 && wait <= 30_000);
        assertThat(waits.get(0)).isEqualTo(2_000);
        assertThat(waits.get(39)).isGreaterThan(20_000);
        assertThat(waits.get(40)).as("after the change").isEqualTo(2_000);
    }

    @Test
    @DisplayName("4.4 the age of a training counts from created_datetime if that is usable")
    void ageOfTraining() {
        clock.advanceTimeBy(Duration.ofDays(20_000));
        String created = clock.now(TimeUnit.SECONDS) - 200 + "";
        service.then("{\"status\":\"training\",\"created_datetime\":" + created + "}");
        collect(WatchOptions.defaults());
        clock.advanceTimeBy(Duration.ofSeconds(60));
        assertThat(service.waits().get(1)).isEqualTo(18_180);
    }

    @Test
    @DisplayName(
            "4.5 a watch without demand does not poll, and a slow subscriber receives the latest status and the end")
    void demand() {
        service.then(status("waiting", "1"))
                .then(status("training", "2"))
                .then(status("evaluating", "3"))
                .then(status("finished", "4"));
        List<StatusEvent> events = new ArrayList<>();
        BaseSubscriber<StatusEvent> slow = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}

            @Override
            protected void hookOnNext(StatusEvent event) {
                events.add(event);
            }
        };
        watch(EVERY_TEN_SECONDS).subscribe(slow);
        clock.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(service.asked()).isZero();
        slow.request(1);
        assertThat(types(events)).containsExactly("status-changed");
        clock.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(service.asked()).isEqualTo(1);
        // Another subscriber with demand keeps the poller running; the slow subscriber skips to the end.
        collect(EVERY_TEN_SECONDS);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(events).hasSize(1);
        slow.request(1);
        assertThat(events.get(1)).isInstanceOf(TrainingFinished.class);
        assertThat(slow.isDisposed()).as("completed").isTrue();
        assertThat(service.asked()).isEqualTo(4);
    }

    @Test
    @DisplayName("4.5 cancelling stops polling at once and cancels the poll under way")
    void cancelling() {
        service.then(status("training", "1")).then(silent());
        Disposable watch = watch(EVERY_TEN_SECONDS).subscribe();
        clock.advanceTimeBy(Duration.ofSeconds(10));
        watch.dispose();
        assertThat(service.cancelled()).isEqualTo(1);
        clock.advanceTimeBy(Duration.ofDays(1));
        assertThat(service.asked()).isEqualTo(2);
    }

    @Test
    @DisplayName("4.6 equal watches share one poller, and a late subscriber receives the latest status without a poll")
    void sharing() {
        service.then(status("training", "1"));
        collect(EVERY_TEN_SECONDS);
        List<StatusEvent> late =
                collect(WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofSeconds(10))));
        assertThat(late).singleElement().isInstanceOf(StatusChanged.class);
        assertThat(service.asked()).isEqualTo(1);
        clock.advanceTimeBy(Duration.ofSeconds(60));
        assertThat(service.asked()).isEqualTo(7);
        collect(EVERY_TEN_SECONDS.withSharing(false));
        assertThat(service.asked()).isEqualTo(8);
    }

    @Test
    @DisplayName("4.6 the poller stops when the last subscriber cancels and starts again with the next one")
    void lastLeaves() {
        service.then(status("training", "1"));
        Disposable one = watch(EVERY_TEN_SECONDS).subscribe();
        Disposable two = watch(EVERY_TEN_SECONDS).subscribe();
        one.dispose();
        clock.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(service.asked()).isEqualTo(2);
        two.dispose();
        clock.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(service.asked()).isEqualTo(2);
        collect(EVERY_TEN_SECONDS);
        assertThat(service.asked()).isEqualTo(3);
    }

    @Test
    @DisplayName("4.6 a subscriber that throws does not affect the others")
    void failingSubscriber() {
        service.then(status("training", "1")).then(status("finished", "2"));
        List<StatusEvent> events = collect(EVERY_TEN_SECONDS);
        watch(EVERY_TEN_SECONDS).subscribe(new CoreSubscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(StatusEvent event) {
                throw new IllegalStateException("a subscriber's own fault");
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
        clock.advanceTimeBy(Duration.ofSeconds(20));
        assertThat(types(events)).containsExactly("status-changed", "training-finished");
    }

    @Test
    @DisplayName("4.7 another client resumes from the last event's id without a gap or a repetition")
    void resumes() {
        service.then(status("training", "1"))
                .then(failing(outage))
                .then(status("training", "1"))
                .then(status("training", "1"))
                .then(status("evaluating", "2"))
                .then(status("finished", "3"));
        List<StatusEvent> first = collect(EVERY_TEN_SECONDS);
        clock.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(types(first)).containsExactly("status-changed", "poll-failed");
        watches.close(Runnable::run);

        watches = watches();
        List<StatusEvent> back =
                collect(EVERY_TEN_SECONDS.withLastEventId(first.get(1).eventId()));
        assertThat(back).as("the service is back").singleElement().isInstanceOf(StatusUnchanged.class);
        watches.close(Runnable::run);

        watches = watches();
        List<StatusEvent> second =
                collect(EVERY_TEN_SECONDS.withLastEventId(first.get(0).eventId()));
        assertThat(second).as("nothing new").isEmpty();
        clock.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(types(second)).containsExactly("status-changed");
        clock.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(types(second)).containsExactly("status-changed", "training-finished");

        watch(EVERY_TEN_SECONDS.withLastEventId(second.get(1).eventId()))
                .as(StepVerifier::create)
                .verifyComplete();
    }

    @Test
    @DisplayName("4.8 a week of watching runs in virtual time")
    void week() {
        service.then(status("training", "1"));
        List<Throwable> end = new ArrayList<>();
        watch(WatchOptions.defaults().withDeadline(Duration.ofDays(7))).subscribe(event -> {}, end::add);
        clock.advanceTimeBy(Duration.ofDays(7));
        assertThat(end).singleElement().isInstanceOf(WatchTimeoutException.class);
        assertThat(service.asked()).isBetween(20_000, 25_000);
    }

    @Test
    @DisplayName("2.1 a watch fails with an exception of the library")
    void ownExceptions() {
        service.then(failing(answered(410, null)));
        watch(EVERY_TEN_SECONDS).as(StepVerifier::create).verifyErrorMatches(PredictionOneException.class::isInstance);
    }
}
