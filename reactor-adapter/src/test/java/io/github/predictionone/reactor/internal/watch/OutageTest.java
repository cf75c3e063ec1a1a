package io.github.predictionone.reactor.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Chains;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.reactor.internal.netty.HttpSender;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.PollFailed;
import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.StatusUnchanged;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A service that is unavailable for a while, in virtual time, behind the whole chain with every policy enabled. */
class OutageTest {

    private static final Duration BEGINS = Duration.ofMinutes(10);
    // The longest wait between two polls plus the time for which the circuit breaker stays open.
    private static final Duration NOTICED = Duration.ofSeconds(62);

    /** The result of a request during the outage. */
    private record Outage(String name, Mono<HttpAnswer> answer) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Outage> outages() {
        return List.of(
                new Outage("refused", Mono.error(new ConnectException("refused"))),
                new Outage("reset", Mono.error(new IOException("reset by peer"))),
                new Outage(
                        "stalled",
                        Mono.defer(() ->
                                Mono.delay(Duration.ofSeconds(30)).then(Mono.error(new TimeoutException("none"))))),
                new Outage("500", answer(500, null, "{\"code\":5000000001,\"message\":\"internal\"}")),
                new Outage("503", answer(503, null, "")),
                new Outage("429", answer(429, "5", "")),
                new Outage("redirect", answer(302, null, "")),
                new Outage("HTML", answer(200, null, "<html>maintenance</html>")),
                new Outage("garbage", answer(200, null, "\u0000\u0001{]")),
                new Outage("cut", answer(200, null, "{\"status\":\"train")));
    }

    private static Mono<HttpAnswer> answer(int status, String retryAfter, String body) {
        return Mono.just(new HttpAnswer(status, retryAfter, body.getBytes(StandardCharsets.UTF_8)));
    }

    private final List<StatusEvent> events = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private VirtualTimeScheduler clock;
    private boolean completed;

    @BeforeEach
    void virtualTime() {
        clock = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    private Duration now() {
        return Duration.ofMillis(clock.now(TimeUnit.MILLISECONDS));
    }

    /** Returns a network with an outage of the given length; the training finishes 90 s after the outage. */
    private HttpSender awayFor(Outage outage, Duration length) {
        Duration back = BEGINS.plus(length);
        Duration finished = back.plusSeconds(90);
        return request -> Mono.defer(() -> {
            boolean away = now().compareTo(BEGINS) >= 0 && now().compareTo(back) < 0;
            String word = now().compareTo(finished) < 0 ? "training" : "finished";
            return away ? outage.answer : answer(200, null, "{\"status\":\"" + word + "\"}");
        });
    }

    private void watch(HttpSender network, Duration length) {
        Time time = Time.system();
        Exchange exchange = Chains.of(true, 20).withKey(ApiKey.of("k"), network);
        new Watches(time, () -> 0.5, Duration.ofMinutes(2))
                .watch(
                        new TrainingSubject(
                                TrainingId.of("t-1"),
                                WatchOptions.defaults().pollSchedule(),
                                TrainingSubject.statusCheck(exchange, StatusClassifier.defaults())),
                        WatchOptions.defaults())
                .subscribe(
                        event -> {
                            events.add(event);
                            times.add(now().toMillis());
                        },
                        errors::add,
                        () -> completed = true);
        clock.advanceTimeBy(BEGINS.plus(length).plus(Duration.ofMinutes(10)));
    }

    static Stream<Arguments> shortOutages() {
        return outages().stream()
                .flatMap(outage -> Stream.of("PT3S", "PT20S", "PT2M", "PT13M")
                        .map(length -> Arguments.of(outage, Duration.parse(length))));
    }

    @ParameterizedTest(name = "4.3 a watch reports an outage ({0} for {1}), recovers, and receives the end")
    @MethodSource("shortOutages")
    void recovers(Outage outage, Duration length) {
        watch(awayFor(outage, length), length);
        assertThat(errors).isEmpty();
        assertThat(completed).isTrue();
        assertThat(events).first().isInstanceOf(StatusChanged.class);
        assertThat(events).last().isInstanceOf(TrainingFinished.class);
        List<StatusEvent> between = events.subList(1, events.size() - 1);
        long failures = between.stream().filter(PollFailed.class::isInstance).count();
        if (length.compareTo(Duration.ofMinutes(1)) > 0) {
            assertThat(failures).as("failed polls").isPositive();
        }
        if (failures > 0) {
            assertThat(between.subList(0, (int) failures))
                    .as("failed polls before the recovery")
                    .allSatisfy(event -> assertThat(event).isInstanceOf(PollFailed.class));
            assertThat(between.subList((int) failures, between.size()))
                    .as("the only event after the recovery")
                    .singleElement()
                    .isInstanceOf(StatusUnchanged.class);
            long back = BEGINS.plus(length).toMillis();
            assertThat(times.get((int) failures + 1))
                    .as("time at which the recovery is reported")
                    .isBetween(back, back + NOTICED.toMillis());
        }
    }

    @ParameterizedTest(
            name = "4.3 an outage ({0}) longer than the failure tolerance ends the watch with the last failure")
    @MethodSource("outages")
    void givesUp(Outage outage) {
        Duration length = Duration.ofMinutes(40);
        watch(awayFor(outage, length), length);
        assertThat(completed).isFalse();
        assertThat(errors).singleElement().isInstanceOf(PredictionOneException.class);
        assertThat(events).last().isInstanceOf(PollFailed.class);
        Duration lasted = Duration.ofMillis(times.get(times.size() - 1)).minus(BEGINS);
        assertThat(lasted).isBetween(Duration.ofMinutes(13), Duration.ofMinutes(17));
    }
}
