package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.reactor.Instrumentation.Lane;
import io.github.predictionone.reactor.internal.exchange.Destination.Rank;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides which request is next while several wait. Repeated requests go first, because they have had a turn before.
 * Calls of the application and requests for keys come next, with a poll after three of them. Polls of known ids and
 * first looks alternate. Used under the queue's lock.
 */
final class LaneSelector {

    private static final int CALLS_PER_POLL = 3;

    private int callsInARow;
    private boolean knownPollWasLast;
    private boolean keyRequestWasLast;

    /** Returns the next request to these destinations; null if none could be sent now. */
    @Nullable
    WaitingRequest next(List<Destination> open) {
        WaitingRequest repeated = oldest(open, Destination::nextRepeated);
        if (repeated != null) {
            return repeated;
        }
        for (Lane lane : order()) {
            WaitingRequest request = lane == Lane.CALL ? call(open) : oldest(open, to -> to.next(Rank.CALLS, lane));
            if (request != null) {
                return request;
            }
        }
        return null;
    }

    /** Returns the lanes, beginning with the one whose turn it is. */
    private List<Lane> order() {
        Lane poll = knownPollWasLast ? Lane.FIRST_LOOK : Lane.POLL;
        Lane other = knownPollWasLast ? Lane.POLL : Lane.FIRST_LOOK;
        return callsInARow < CALLS_PER_POLL ? List.of(Lane.CALL, poll, other) : List.of(poll, other, Lane.CALL);
    }

    /** Returns a request for a key or a call of the application; they alternate if both wait. */
    private @Nullable WaitingRequest call(List<Destination> open) {
        WaitingRequest keyRequest = oldest(open, to -> to.next(Rank.KEYS, Lane.CALL));
        WaitingRequest ofTheUser = oldest(open, to -> to.next(Rank.CALLS, Lane.CALL));
        return keyRequest == null || (keyRequestWasLast && ofTheUser != null) ? ofTheUser : keyRequest;
    }

    private static @Nullable WaitingRequest oldest(
            List<Destination> open, Function<Destination, @Nullable WaitingRequest> next) {
        return open.stream()
                .map(next)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Called when a request has got its turn. */
    void selected(WaitingRequest request) {
        if (request.isRepeated()) {
            return;
        }
        if (request.lane() == Lane.CALL) {
            callsInARow = Math.min(callsInARow + 1, CALLS_PER_POLL);
            keyRequestWasLast = request.to().rank() == Rank.KEYS;
        } else {
            callsInARow = 0;
            knownPollWasLast = request.lane() == Lane.POLL;
        }
    }
}
