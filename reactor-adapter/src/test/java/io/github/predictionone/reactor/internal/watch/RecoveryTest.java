package io.github.predictionone.reactor.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.Endpoint;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Chains;
import io.github.predictionone.reactor.internal.exchange.Exchanges;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.PollFailed;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A client with a secret key recovers from an outage, whether or not its API key has expired meanwhile. */
class RecoveryTest {

    private static final Duration HALF_OPEN = Duration.ofSeconds(30);

    /** The ways in which the service can be unavailable. */
    enum Outage {
        SERVER_ERROR {
            @Override
            Mono<HttpAnswer> meet() {
                return Mono.just(answer(503, ""));
            }
        },
        REFUSING {
            @Override
            Mono<HttpAnswer> meet() {
                return Mono.error(new ConnectException("refused"));
            }
        },
        SILENT {
            @Override
            Mono<HttpAnswer> meet() {
                return Mono.delay(Duration.ofSeconds(30)).then(Mono.error(new TimeoutException("no whole answer")));
            }
        },
        SLOW {
            @Override
            Mono<HttpAnswer> meet() {
                return Mono.delay(Duration.ofSeconds(20)).map(tick -> answer(504, ""));
            }
        };

        abstract Mono<HttpAnswer> meet();
    }

    private final List<Long> polledAt = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final List<PollFailed> failures = new ArrayList<>();
    private VirtualTimeScheduler clock;
    private Duration keyLife = Duration.ofHours(1);
    private int keysIssued;

    @BeforeEach
    void virtualTime() {
        clock = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    private static HttpAnswer answer(int status, String body) {
        return new HttpAnswer(status, null, body.getBytes(StandardCharsets.UTF_8));
    }

    private long now() {
        return clock.now(TimeUnit.MILLISECONDS);
    }

    private Mono<HttpAnswer> service(ApiRequest<?> request, Outage outage, Duration from, Duration to) {
        return Mono.defer(() -> {
            ApiKey key = request.chooseKey();
            if (now() >= from.toMillis() && now() < to.toMillis()) {
                return outage.meet();
            }
            if (request.endpoint() == Endpoint.GET_API_KEY) {
                Instant end = Instant.ofEpochMilli(now()).plus(keyLife);
                return Mono.just(answer(200, "{\"api_key\":\"k" + ++keysIssued + "\",\"end_date\":\"" + end + "\"}"));
            }
            assertThat(key).as("the newest key").isEqualTo(ApiKey.of("k" + keysIssued));
            polledAt.add(now());
            return Mono.just(answer(200, "{\"status\":\"training\"}"));
        });
    }

    private void watch(int number, Outage outage, Duration from, Duration to) {
        watch(number, PollSchedule.defaults(), outage, from, to);
        clock.advanceTimeBy(to.plus(HALF_OPEN.multipliedBy(3)));
    }

    private void watch(int number, PollSchedule schedule, Outage outage, Duration from, Duration to) {
        Exchanges exchanges = Chains.defaults();
        Function<TrainingId, Mono<Answer<TrainingStatus>>> check = TrainingSubject.statusCheck(
                exchanges.withIssuedKeys(
                        exchanges.issuer(ApiKey.of("secret"), request -> service(request, outage, from, to)),
                        request -> service(request, outage, from, to)),
                StatusClassifier.defaults());
        Watches watches = new Watches(Time.system(), () -> 0.5, Duration.ofMinutes(2));
        for (int i = 0; i < number; i++) {
            watches.watch(new TrainingSubject(TrainingId.of("t-" + i), schedule, check), WatchOptions.defaults())
                    .subscribe(
                            event -> {
                                if (event instanceof PollFailed failed) {
                                    failures.add(failed);
                                }
                            },
                            errors::add);
        }
    }

    static Stream<Arguments> combinations() {
        return Stream.of(Outage.values())
                .flatMap(outage -> Stream.of(1, 10, 1_000)
                        .flatMap(watches -> Stream.of("PT1H", "PT130S", "PT70S")
                                .map(life -> Arguments.of(outage, watches, Duration.parse(life)))));
    }

    @ParameterizedTest(name = "{0}, {1} watches, keys that live for {2}")
    @DisplayName(
            "3.4 polls resume within one half-open period of the service's return, even if the API key has expired")
    @MethodSource("combinations")
    void recovers(Outage outage, int watches, Duration life) {
        keyLife = life;
        Duration back = Duration.ofSeconds(60 + 90);
        watch(watches, outage, Duration.ofSeconds(60), back);
        assertThat(errors).isEmpty();
        assertThat(firstPollAfter(back)).isBetween(Duration.ZERO, HALF_OPEN.plusSeconds(2));
        assertThat(polledAt.stream().filter(at -> at >= back.plus(HALF_OPEN).toMillis()))
                .as("polls after the half-open period")
                .hasSizeGreaterThanOrEqualTo(Math.min(2 * watches, 500));
    }

    @ParameterizedTest(name = "{0} at the start, {1} watches")
    @DisplayName(
            "3.4 watches that start during an outage begin to poll within one half-open period of the service's return")
    @MethodSource("starts")
    void startsLate(Outage outage, int watches) {
        Duration back = Duration.ofSeconds(100);
        watch(watches, outage, Duration.ZERO, back);
        assertThat(errors).isEmpty();
        assertThat(firstPollAfter(back)).isBetween(Duration.ZERO, HALF_OPEN.plusSeconds(2));
    }

    static Stream<Arguments> starts() {
        return Stream.of(Outage.values())
                .flatMap(outage -> Stream.of(1, 10, 1_000).map(watches -> Arguments.of(outage, watches)));
    }

    @Test
    @DisplayName(
            "3.4 4.4 an open breaker fails one poll of a watch, and the next poll waits until the breaker is half-open")
    void toldOnce() {
        Duration from = Duration.ofSeconds(60);
        watch(100, PollSchedule.fixed(Duration.ofSeconds(2)), Outage.SERVER_ERROR, from, from.plusSeconds(25));
        clock.advanceTimeBy(from.plusSeconds(27));
        List<PollFailed> refused = failures.stream()
                .filter(failure -> failure.reason().contains("circuit breaker"))
                .toList();
        assertThat(refused.stream().map(PollFailed::trainingId).distinct()).hasSizeGreaterThan(50);
        assertThat(refused.stream().map(PollFailed::trainingId)).doesNotHaveDuplicates();
        int before = polledAt.size();
        clock.advanceTimeBy(Duration.ofSeconds(3));
        assertThat(polledAt).as("polls before the half-open time").hasSize(before);
        clock.advanceTimeBy(Duration.ofSeconds(20));
        assertThat(polledAt).hasSizeGreaterThan(before + 100);
        assertThat(errors).isEmpty();
    }

    private Duration firstPollAfter(Duration moment) {
        long first = polledAt.stream()
                .filter(at -> at >= moment.toMillis())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no poll came"));
        return Duration.ofMillis(first).minus(moment);
    }
}
