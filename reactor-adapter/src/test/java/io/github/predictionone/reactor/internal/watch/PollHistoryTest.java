package io.github.predictionone.reactor.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PollHistoryTest {

    private static final TrainingId ID = TrainingId.of("t-1");
    private static final Subject<TrainingStatus, StatusEvent> SUBJECT =
            new TrainingSubject(ID, PollSchedule.defaults(), id -> Mono.empty());
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final PollHistory<TrainingStatus, StatusEvent> history = new PollHistory<>(0);

    private void answered(TrainingStatus found, Duration after) {
        history.answered(SUBJECT, found, after.toNanos(), START.plus(after), 0);
    }

    private Duration age(Duration after) {
        return history.context(after.toNanos()).age();
    }

    @Test
    @DisplayName("4.4 the age counts from the start of the watch while the creation time is unusable")
    void unusable() {
        TrainingStatus training = TrainingStatus.of(ID, "training");
        answered(training.withTimes(START.minusSeconds(3600), START), Duration.ZERO);
        assertThat(age(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(61));
        answered(training, Duration.ofMinutes(1));
        assertThat(age(Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(2));
        answered(training.withTimes(START.minusSeconds(60), START), Duration.ofMinutes(2));
        assertThat(age(Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(3));
        answered(training.withTimes(START.plusSeconds(3600), START.plusSeconds(1)), Duration.ofMinutes(3));
        assertThat(age(Duration.ofMinutes(3))).isEqualTo(Duration.ofMinutes(3));
    }
}
