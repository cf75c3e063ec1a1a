package io.github.predictionone.dashboard;

import static io.github.predictionone.dashboard.Trainings.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.training.PollFailed;
import io.github.predictionone.training.StatusEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TrainingTest {

    private final Training training = Trainings.started("a", 100);

    @Test
    @DisplayName("4.1 a training has its events as pages receive them, and the last event determines how it ended")
    void records() {
        StatusEvent waiting = Trainings.changed(training, "waiting", START);
        StatusEvent end = Trainings.finished(training, START.plusSeconds(30));

        Training ended = training.with(waiting).with(end);

        assertThat(ended.events()).map(Object::toString).containsExactly(waiting.toJson(), end.toJson());
        assertThat(ended.state()).isEqualTo(Training.State.FINISHED);
        assertThat(ended.endedAt()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    @DisplayName("4.7 the same event again does not change a training")
    void sameAgain() {
        StatusEvent waiting = Trainings.changed(training, "waiting", START);
        Training once = training.with(waiting);

        assertThat(once.with(waiting)).isEqualTo(once);
        assertThat(once.lastEventId()).isEqualTo(waiting.eventId());
    }

    @Test
    @DisplayName("only the last of consecutive failed polls is kept, and the training stays in progress")
    void failures() {
        Training failing = training.with(Trainings.changed(training, "waiting", START));
        for (int i = 1; i <= 3; i++) {
            failing = failing.with(failure(i));
        }

        assertThat(failing.events()).hasSize(2);
        assertThat(failing.events().get(1).path("consecutiveFailures").asInt()).isEqualTo(3);
        assertThat(failing.state()).isEqualTo(Training.State.IN_PROGRESS);
    }

    @Test
    @DisplayName("only the last 200 events of a training are kept")
    void bounded() {
        Training long_ = training;
        Instant at = START;
        for (int i = 0; i < 250; i++) {
            at = at.plusSeconds(1);
            long_ = long_.with(Trainings.changed(training, "step-" + i, at));
        }

        assertThat(long_.events()).hasSize(200);
        assertThat(long_.events().get(199).path("status").path("word").asString())
                .isEqualTo("step-249");
    }

    @Test
    @DisplayName("an unknown training is in progress again when the service knows it")
    void knownAgain() {
        Training waiting = training.with(Trainings.changed(training, "waiting", START));

        assertThat(waiting.unknown().isOver()).isFalse();
        assertThat(waiting.unknown().with(Trainings.changed(training, "waiting", START)))
                .isEqualTo(waiting);
    }

    private StatusEvent failure(int times) {
        return new PollFailed(training.id(), "x.failed-" + times, START, "503", Duration.ofSeconds(2), times);
    }
}
