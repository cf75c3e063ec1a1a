package io.github.predictionone.benchmarks.dashboard;

import java.util.concurrent.atomic.LongAdder;

/** The sums over all clients of one kind. */
final class Tally {

    final LongAdder clients = new LongAdder();
    final LongAdder connections = new LongAdder();
    final LongAdder events = new LongAdder();
    final LongAdder trainings = new LongAdder();
    final LongAdder terminalEvents = new LongAdder();
    final LongAdder repetitions = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder cuts = new LongAdder();

    /** Returns whether each client has seen every end once and no event twice, and no watch or connection failed. */
    boolean isRight() {
        return terminalEvents.sum() == trainings.sum()
                && repetitions.sum() == 0
                && failures.sum() == 0
                && cuts.sum() == 0;
    }
}
