package io.github.predictionone.reactor.internal.watch;

import static io.github.predictionone.reactor.internal.exchange.ScriptedExchange.failing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.CallbackException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.WatchStatus;
import io.github.predictionone.policy.PollContext;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.ScriptedExchange;
import io.github.predictionone.reactor.internal.support.SteppedTime;
import io.github.predictionone.testsupport.CapturedLogs;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Watches with a schedule, classifier or subscriber that breaks its contract. */
class BrokenCallbackTest {

    private static final String STATUS = "{\"status\":\"training\"}";
    private static final PollSchedule EVERY_MINUTE = PollSchedule.fixed(Duration.ofMinutes(1));

    private final SteppedTime clock = new SteppedTime();
    private final ScriptedExchange service = new ScriptedExchange();
    private final Watches watches = new Watches(clock.time(), () -> 0, Duration.ofMinutes(2));
    private final Function<TrainingId, Mono<Answer<TrainingStatus>>> statusCheck =
            TrainingSubject.statusCheck(service, StatusClassifier.defaults());

    /** The events and the error of one subscription. */
    private static final class Seen {

        private final List<StatusEvent> events = new ArrayList<>();
        private final List<Throwable> ended = new ArrayList<>();
    }

    private Flux<StatusEvent> watch(String id, PollSchedule schedule) {
        return watches.watch(
                new TrainingSubject(TrainingId.of(id), schedule, statusCheck),
                WatchOptions.defaults().withPollSchedule(schedule));
    }

    private Seen seen(String id, PollSchedule schedule) {
        Seen seen = new Seen();
        watch(id, schedule).subscribe(seen.events::add, seen.ended::add);
        return seen;
    }

    /** Returns a schedule that works for two polls and then behaves like {@code then}. */
    private static Named<PollSchedule> broken(String how, PollSchedule then) {
        return Named.of(
                how,
                (context, random) ->
                        context.pollsSinceChange() < 2 ? Duration.ofSeconds(10) : then.delay(context, random));
    }

    static Stream<Named<PollSchedule>> schedules() {
        return Stream.of(
                broken("exception", (context, random) -> {
                    throw new IllegalStateException("no idea");
                }),
                broken("assertion", (context, random) -> {
                    throw new AssertionError("no idea");
                }),
                broken("endless recursion", (context, random) -> {
                    throw new StackOverflowError();
                }),
                broken("null", (context, random) -> null),
                broken("zero", (context, random) -> Duration.ZERO),
                broken("negative", (context, random) -> Duration.ofSeconds(-1)),
                broken("endless", (context, random) -> ChronoUnit.FOREVER.getDuration()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "isSameAs", "event"})
    @DisplayName("1.10 4.6 a JVM error while a status is processed fails the watches of that training and no others")
    void errorOfTheJvm(String method) {
        service.then(STATUS);
        Seen other = seen("t-2", EVERY_MINUTE);
        Flux<StatusEvent> torn = watches.watch(
                torn(new TrainingSubject(TrainingId.of("t-1"), EVERY_MINUTE, statusCheck), method),
                WatchOptions.defaults().withPollSchedule(EVERY_MINUTE));
        Seen one = new Seen();
        Seen two = new Seen();
        torn.subscribe(one.events::add, one.ended::add);
        torn.subscribe(two.events::add, two.ended::add);
        clock.advance(Duration.ofMinutes(2));
        for (Seen each : List.of(one, two)) {
            assertThat(each.ended)
                    .singleElement()
                    .satisfies(failure -> assertThat(failure)
                            .isInstanceOf(TransportException.class)
                            .hasMessage("watch of training t-1: java.lang.OutOfMemoryError: Java heap space"));
        }
        assertThat(other.ended).isEmpty();
    }

    /** Returns a subject that throws an OutOfMemoryError from one method, its own or one of its statuses. */
    @SuppressWarnings("unchecked")
    private static Subject<WatchStatus, StatusEvent> torn(TrainingSubject subject, String where) {
        return (Subject<WatchStatus, StatusEvent>) torn(
                Subject.class, where, (method, arguments) -> switch (method.getName()) {
                    case "poll" -> subject.poll().map(answer -> new Answer<>(torn(answer.value(), where), null));
                    case "event" -> subject.event(((Torn) arguments[0]).whole(), (Instant) arguments[1]);
                    default -> method.invoke(subject, arguments);
                });
    }

    private static WatchStatus torn(TrainingStatus status, String where) {
        return torn(
                Torn.class,
                where,
                (method, arguments) -> method.getName().equals("whole") ? status : method.invoke(status, arguments));
    }

    /** A status with one method that throws. */
    private interface Torn extends WatchStatus {
        TrainingStatus whole();
    }

    @FunctionalInterface
    private interface Call {
        Object to(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T torn(Class<T> type, String where, Call call) {
        return type.cast(Proxy.newProxyInstance(
                BrokenCallbackTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(where)) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    return method.getName().equals("equals")
                            ? (Object) (proxy == arguments[0])
                            : call.to(method, arguments);
                }));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    @DisplayName("4.4 a schedule that returns no usable wait fails only its own watches, with an error that names it")
    void schedule(PollSchedule schedule) {
        service.then(STATUS);
        Seen other = seen("t-2", EVERY_MINUTE);
        Seen one = seen("t-1", schedule);
        Seen two = seen("t-1", schedule);
        clock.advance(Duration.ofSeconds(19));
        assertThat(one.ended).isEmpty();
        try (CapturedLogs logs = new CapturedLogs(PredictionOneClient.class)) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(one.ended)
                    .singleElement()
                    .satisfies(failure -> assertThat(failure)
                            .isInstanceOf(CallbackException.class)
                            .hasMessageStartingWith("watch of training t-1: schedule "
                                    + schedule.getClass().getName()));
            assertThat(two.ended).containsExactlyElementsOf(one.ended);
            assertThat(logs.ours())
                    .filteredOn(event -> event.getLoggerName().endsWith("watches"))
                    .hasSize(1);
        }
        int asked = service.asked();
        clock.advance(Duration.ofMinutes(10));
        assertThat(service.asked() - asked).as("polls of the other watch").isEqualTo(10);
        assertThat(other.ended).isEmpty();
        assertThat(watches.size()).isEqualTo(1);
    }

    @Test
    @DisplayName("4.4 a schedule that throws after a failed poll fails the watch")
    void afterAFailedPoll() {
        service.then(failing(new TransportException("refused", null, Retryability.ALWAYS)));
        Seen seen = seen("t-1", (context, random) -> {
            throw new IllegalStateException();
        });
        assertThat(seen.ended).singleElement().isInstanceOf(CallbackException.class);
        assertThat(watches.size()).isZero();
    }

    @Test
    @DisplayName("4.4 the end of a training is reported without calling the schedule")
    void terminal() {
        service.then("{\"status\":\"finished\"}");
        Seen seen = seen("t-1", (context, random) -> {
            throw new IllegalStateException();
        });
        assertThat(seen.ended).isEmpty();
        assertThat(seen.events).singleElement().isInstanceOf(TrainingFinished.class);
    }

    /** Throws an exception when it is compared or hashed. */
    private static final class Incomparable implements PollSchedule {

        @Override
        public Duration delay(PollContext context, double random) {
            return Duration.ofMinutes(1);
        }

        @Override
        public boolean equals(Object other) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int hashCode() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    @DisplayName("4.6 schedules that cannot be compared do not share a poller and do not affect other watches")
    void incomparable() {
        service.then(STATUS);
        Seen good = seen("t-1", EVERY_MINUTE);
        Seen one = seen("t-1", new Incomparable());
        Seen two = seen("t-1", new Incomparable());
        assertThat(watches.size()).isEqualTo(3);
        clock.advance(Duration.ofMinutes(1));
        assertThat(service.asked()).isEqualTo(6);
        assertThat(good.ended).isEmpty();
        assertThat(one.ended).isEmpty();
        assertThat(two.ended).isEmpty();
    }

    @Test
    @DisplayName("2.1 a status classifier that throws ends the watch at once with an error that names the classifier")
    void classifier() {
        StatusClassifier classifier = word -> {
            throw new IllegalStateException(word);
        };
        service.then(STATUS);
        Function<TrainingId, Mono<Answer<TrainingStatus>>> classified =
                TrainingSubject.statusCheck(service, classifier);
        Seen seen = new Seen();
        watches.watch(
                        new TrainingSubject(TrainingId.of("t-1"), EVERY_MINUTE, classified),
                        WatchOptions.defaults().withPollSchedule(EVERY_MINUTE))
                .subscribe(seen.events::add, seen.ended::add);
        assertThat(seen.ended)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(CallbackException.class)
                        .hasMessageContaining("t-1")
                        .hasMessageContaining(classifier.getClass().getName()));
        assertThat(watches.size()).isZero();
    }

    /** Throws an error from each signal but {@code onSubscribe}. */
    private record Thrower() implements CoreSubscriber<StatusEvent> {

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(StatusEvent event) {
            throw new StackOverflowError();
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError();
        }

        @Override
        public void onComplete() {
            throw new AssertionError();
        }
    }

    @Test
    @DisplayName("4.6 an error that a subscriber throws does not stop the events of the other subscribers")
    void subscriber() {
        service.then(STATUS).then("{\"status\":\"finished\"}");
        // Both throw when the training ends, before the last subscriber is notified.
        watch("t-1", EVERY_MINUTE).skip(1).subscribe(new Thrower());
        watch("t-1", EVERY_MINUTE).filter(event -> false).subscribe(new Thrower());
        Seen seen = seen("t-1", EVERY_MINUTE);
        clock.advance(Duration.ofMinutes(2));
        assertThat(seen.events).hasSize(2).last().isInstanceOf(TrainingFinished.class);
        assertThat(watches.size()).isZero();
    }

    @Test
    @DisplayName(
            "4.6 an error handler or onErrorDropped hook that throws does not stop the events of the other subscribers")
    void handlers() {
        service.then(STATUS).then("{\"status\":\"finished\"}");
        Seen seen = seen("t-1", EVERY_MINUTE);
        Consumer<Throwable> thrower = failure -> {
            throw new IllegalStateException("again", failure);
        };
        watch("t-1", EVERY_MINUTE)
                .contextWrite(Context.of("reactor.onErrorDropped.local", thrower))
                .subscribe(new Thrower());
        watches.watch(
                        new TrainingSubject(TrainingId.of("t-1"), EVERY_MINUTE, statusCheck),
                        WatchOptions.defaults().withPollSchedule(EVERY_MINUTE).withDeadline(Duration.ofSeconds(1)))
                .subscribe(event -> {}, thrower);
        clock.advance(Duration.ofSeconds(30));
        Seen late = seen("t-1", EVERY_MINUTE);
        clock.advance(Duration.ofMinutes(1));
        assertThat(seen.events).hasSize(2).last().isInstanceOf(TrainingFinished.class);
        assertThat(late.events).hasSize(2).last().isInstanceOf(TrainingFinished.class);
        assertThat(watches.size()).isZero();
    }
}
