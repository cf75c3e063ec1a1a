package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.reactor.Instrumentation.Lane;
import java.util.List;

/**
 * Which lane is next while several wait: calls of the user and requests for keys first, with a poll after three of them. Polls of what is known
 * and first looks alternate.
 */
final class LaneTurns {

    private static final int CALLS_PER_POLL = 3;

    private int callsInARow;
    private boolean knownWasLast;

    /** The lanes, the one whose turn it is first. */
    List<Lane> order() {
        Lane poll = knownWasLast ? Lane.FIRST_LOOK : Lane.POLL;
        Lane other = knownWasLast ? Lane.POLL : Lane.FIRST_LOOK;
        return callsInARow < CALLS_PER_POLL ? List.of(Lane.CALL, poll, other) : List.of(poll, other, Lane.CALL);
    }

    void took(Lane lane) {
        if (lane == Lane.CALL) {
            callsInARow = Math.min(callsInARow + 1, CALLS_PER_POLL);
        } else {
            callsInARow = 0;
            knownWasLast = lane == Lane.POLL;
        }
    }
}
