package io.github.predictionone.dashboard;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The estimated duration of a training.
 *
 * @param seconds the duration from the start of the training, in seconds
 * @param basis the basis of the estimate
 * @param trainings the number of earlier trainings that the estimate uses; 0 if it uses the number of rows
 */
record Expected(long seconds, Basis basis, int trainings) {

    private static final int MAX_NAMED = 5;
    private static final double SIMILAR = Math.log(10);

    /** The basis of an estimate. */
    enum Basis {
        /** The median duration of the earlier trainings here with the most similar numbers of rows. */
        EARLIER_TRAININGS,
        /** The number of rows alone, because no training of a similar size has finished here yet. */
        ROWS
    }

    /** Estimates from up to five finished trainings of the most similar size, at most ten times larger or smaller. */
    static Expected of(long rows, List<Training> others, DashboardProperties.Guess guess) {
        List<Duration> durations = others.stream()
                .filter(other -> other.state() == Training.State.FINISHED && distance(rows, other) <= SIMILAR)
                .sorted(Comparator.comparingDouble((Training other) -> distance(rows, other))
                        .thenComparing(Training::startedAt, Comparator.reverseOrder()))
                .limit(MAX_NAMED)
                .map(other -> Duration.between(other.startedAt(), Objects.requireNonNull(other.endedAt())))
                .sorted()
                .toList();
        if (durations.isEmpty()) {
            return new Expected(guess.of(rows).toSeconds(), Basis.ROWS, 0);
        }
        Duration lower = durations.get((durations.size() - 1) / 2);
        Duration upper = durations.get(durations.size() / 2);
        return new Expected(lower.plus(upper).dividedBy(2).toSeconds(), Basis.EARLIER_TRAININGS, durations.size());
    }

    private static double distance(long rows, Training other) {
        return Math.abs(Math.log((double) Math.max(1, rows)) - Math.log((double) Math.max(1, other.rows())));
    }
}
