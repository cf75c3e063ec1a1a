package io.github.predictionone.dashboard;

import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import io.github.predictionone.training.TrainingType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Trainings and events for tests. */
final class Trainings {

    static final Instant START = Instant.parse("2026-11-25T10:00:00.500Z");

    private Trainings() {}

    static Training started(String id, long rows) {
        return new Training(
                TrainingId.of(id),
                "Name of " + id,
                id + ".csv",
                "target",
                TrainingType.REGRESSION,
                rows,
                START,
                Training.State.IN_PROGRESS,
                null,
                List.of());
    }

    static Training finished(String id, long rows, long seconds) {
        Training training = started(id, rows);
        return training.with(finished(training, START.plusSeconds(seconds)));
    }

    static StatusEvent changed(Training training, String word, Instant at) {
        TrainingStatus status = status(training, TrainingState.IN_PROGRESS, word, at);
        return new StatusChanged(status, status.eventId(), at);
    }

    static StatusEvent finished(Training training, Instant at) {
        TrainingStatus status = status(training, TrainingState.FINISHED, "finished", at);
        return new TrainingFinished(status, status.eventId(), at.plusSeconds(2));
    }

    private static TrainingStatus status(Training training, TrainingState state, String word, Instant at) {
        return new TrainingStatus(
                training.id(),
                state,
                word,
                Optional.of(START),
                Optional.of(at),
                Optional.empty(),
                false,
                Optional.empty());
    }
}
