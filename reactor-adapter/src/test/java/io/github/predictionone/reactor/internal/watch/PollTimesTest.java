package io.github.predictionone.reactor.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.support.SteppedTime;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A watch times its polls by the monotonic clock. */
class PollTimesTest {

    private static final TrainingId ID = TrainingId.of("t-1");
    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * Returns the waits between the polls of one hour, in milliseconds.
     *
     * @param atLaterPolls runs at each poll but the first
     */
    private static List<Long> waits(String created, Consumer<SteppedTime> atLaterPolls) {
        SteppedTime clock = new SteppedTime();
        Instant start = clock.time().now();
        List<Long> polledAt = new ArrayList<>();
        Function<TrainingId, Mono<Answer<TrainingStatus>>> statusCheck = id -> Mono.fromSupplier(() -> {
            if (!polledAt.isEmpty()) {
                atLaterPolls.accept(clock);
            }
            polledAt.add(clock.now(TimeUnit.NANOSECONDS) / 1_000_000);
            return new Answer<>(training(created, start), null);
        });
        Watches watches = new Watches(clock.time(), () -> 0.5, Duration.ofMinutes(2));
        watches.watch(new TrainingSubject(ID, PollSchedule.defaults(), statusCheck), WatchOptions.defaults())
                .subscribe();
        clock.advance(HOUR);
        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < polledAt.size(); i++) {
            waits.add(polledAt.get(i) - polledAt.get(i - 1));
        }
        return waits;
    }

    private static TrainingStatus training(String created, Instant start) {
        Instant date = created.isEmpty() ? null : start.plus(Duration.parse(created));
        return new TrainingStatus(
                ID,
                TrainingState.IN_PROGRESS,
                "training",
                Optional.ofNullable(date),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    @ParameterizedTest(name = "created {0} from now")
    @ValueSource(strings = {"", "-PT40S", "PT10S", "-PT90M"})
    @DisplayName("1.8 4.4 a step of the wall clock, forward or back, does not change when a watch polls")
    void steps(String created) {
        List<Long> undisturbed = waits(created, clock -> {});
        assertThat(undisturbed).hasSizeGreaterThan(100);
        assertThat(waits(created, clock -> clock.step(Duration.ofHours(2)))).isEqualTo(undisturbed);
        assertThat(waits(created, clock -> clock.step(Duration.ofHours(-2)))).isEqualTo(undisturbed);
    }

    @Test
    @DisplayName("4.4 a training older than the clock can represent is polled at the longest interval")
    void older() {
        assertThat(waits("-PT4000000H", clock -> {}))
                .startsWith(2_100L, 28_500L)
                .endsWith(28_500L);
    }
}
