package io.github.predictionone.reactor.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Chains;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Tens of thousands of trainings behind one rate limiter, in virtual time. */
class ManyWatchesTest {

    private static final int WATCHES = 20_000;
    private static final int PER_SECOND = 20;
    private static final byte[] TRAINING = "{\"status\":\"training\"}".getBytes(StandardCharsets.UTF_8);

    private final Map<Long, Integer> sentInSecond = new TreeMap<>();
    private final List<Integer> firstStatuses = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private VirtualTimeScheduler clock;
    private Watches watches;

    @BeforeEach
    void virtualTime() {
        clock = VirtualTimeScheduler.getOrSet();
        watches = new Watches(Time.system(), () -> 0.5, Duration.ofMinutes(2));
    }

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    private Mono<HttpAnswer> answer(ApiRequest<?> request) {
        return Mono.fromSupplier(() -> {
            sentInSecond.merge(clock.now(TimeUnit.SECONDS), 1, Integer::sum);
            return new HttpAnswer(200, null, TRAINING);
        });
    }

    private Disposable watchAll(PollSchedule schedule) {
        Exchange exchange = Chains.of(true, PER_SECOND).withKey(ApiKey.of("k"), this::answer);
        Function<TrainingId, Mono<Answer<TrainingStatus>>> check =
                TrainingSubject.statusCheck(exchange, StatusClassifier.defaults());
        WatchOptions options = WatchOptions.defaults().withPollSchedule(schedule);
        Disposable.Composite all = Disposables.composite();
        for (int i = 0; i < WATCHES; i++) {
            int number = i;
            all.add(watches.watch(new TrainingSubject(TrainingId.of("t-" + i), schedule, check), options)
                    .subscribe(event -> firstStatuses.add(number), errors::add));
        }
        return all;
    }

    @Test
    @DisplayName(
            "3.4 20,000 watches that start together are all served in order, without a burst, and leave nothing behind")
    void inTurn() {
        // No watch polls again before each has its first status: serving them all takes 1,000 s, less than 20 minutes.
        Disposable all = watchAll(PollSchedule.fixed(Duration.ofMinutes(20)));
        clock.advanceTimeBy(Duration.ofSeconds(WATCHES / PER_SECOND));
        assertThat(errors).isEmpty();
        assertThat(firstStatuses).isEqualTo(IntStream.range(0, WATCHES).boxed().toList());
        assertThat(sentInSecond.values()).as("requests in a second").allMatch(sent -> sent <= PER_SECOND);

        clock.advanceTimeBy(Duration.ofHours(3));
        assertThat(errors).isEmpty();
        assertThat(sentInSecond.values()).as("requests in a second").allMatch(sent -> sent <= PER_SECOND);
        assertThat(watches.size()).isEqualTo(WATCHES);
        assertThat(watches.wakeUps().size()).isEqualTo(WATCHES);

        all.dispose();
        assertThat(watches.size()).isZero();
        assertThat(watches.wakeUps().size()).isZero();
        int sent = sentInSecond.values().stream().mapToInt(Integer::intValue).sum();
        clock.advanceTimeBy(Duration.ofHours(1));
        assertThat(sentInSecond.values().stream().mapToInt(Integer::intValue).sum())
                .as("requests after the last watch was disposed")
                .isEqualTo(sent);
    }

    @Test
    @DisplayName("3.4 all watches are served equally often if the rate limiter cannot serve every poll in time")
    void equally() {
        int[] served = new int[WATCHES];
        Exchange exchange = Chains.of(false, PER_SECOND).withKey(ApiKey.of("k"), request -> {
            served[Integer.parseInt(request.target().replaceAll(".*t-", ""))]++;
            return answer(request);
        });
        Function<TrainingId, Mono<Answer<TrainingStatus>>> check =
                TrainingSubject.statusCheck(exchange, StatusClassifier.defaults());
        int watched = 2_000;
        for (int i = 0; i < watched; i++) {
            watches.watch(
                            new TrainingSubject(
                                    TrainingId.of("t-" + i),
                                    WatchOptions.defaults().pollSchedule(),
                                    check),
                            WatchOptions.defaults())
                    .subscribe(event -> {}, errors::add);
        }
        // First polls alternate with later polls, so the first polls take twice as long.
        clock.advanceTimeBy(Duration.ofSeconds(2 * watched / PER_SECOND));
        Arrays.fill(served, 0);
        clock.advanceTimeBy(Duration.ofSeconds(10 * watched / PER_SECOND));
        assertThat(errors).isEmpty();
        assertThat(IntStream.range(0, watched).map(i -> served[i])).allMatch(times -> times >= 9 && times <= 11);
        watches.close(Runnable::run);
    }
}
