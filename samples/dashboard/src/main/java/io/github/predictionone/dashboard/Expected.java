package io.github.predictionone.dashboard;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * About how long a training takes, and how that is known.
 *
 * @param seconds from its start
 * @param basis what it is estimated from
 * @param trainings the number of earlier trainings that it is estimated from; 0 where it is from rows
 */
record Expected(long seconds, Basis basis, int trainings) {

    private static final int MAX_NAMED = 5;
    private static final double SIMILAR = Math.log(10);

    /** What a duration is estimated from. */
    enum Basis {
        /** The median of those earlier trainings here that are nearest by their number of rows. */
        EARLIER_TRAININGS,
        /** The number of rows alone: nothing of a similar size has finished here yet. */
        ROWS
    }

    /** By the five finished trainings of the most similar size, of at most ten times more or fewer rows. */
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
