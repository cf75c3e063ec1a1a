package io.github.predictionone.dashboard;

import io.github.predictionone.training.PollFailed;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import io.github.predictionone.training.TrainingType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A training that was started here.
 *
 * @param id the service's id of the training
 * @param name the user's name for the training
 * @param file the name of the file with the training data
 * @param target the column to predict
 * @param type the type of the training
 * @param rows the number of rows in the file
 * @param startedAt when the service accepted the training
 * @param state the current state
 * @param endedAt when the training ended, or null if that is not known
 * @param events the last 200 events as pages receive them, oldest first; of consecutive failed polls, only the last
 */
record Training(
        TrainingId id,
        String name,
        String file,
        String target,
        TrainingType type,
        long rows,
        Instant startedAt,
        State state,
        @Nullable Instant endedAt,
        List<JsonNode> events) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_EVENTS = 200;

    /** The state of a training. */
    enum State {
        IN_PROGRESS,
        FINISHED,
        FAILED,
        /** The service does not know the training, or no longer does. */
        UNKNOWN
    }

    boolean isOver() {
        return state == State.FINISHED || state == State.FAILED;
    }

    /** Returns the id of the event after which a watch continues, or null if there are no events. */
    @Nullable
    String lastEventId() {
        return events.isEmpty() ? null : text(last(), "eventId");
    }

    /**
     * Returns this training with one more event. If it is the last event again, only a training in the state
     * {@code UNKNOWN} changes: it is in progress again.
     */
    Training with(StatusEvent event) {
        if (event.eventId().equals(lastEventId())) {
            return state == State.UNKNOWN ? with(State.IN_PROGRESS, null, events) : this;
        }
        List<JsonNode> more = new ArrayList<>(events);
        if (event instanceof PollFailed && !events.isEmpty() && event.type().equals(text(last(), "type"))) {
            more.remove(more.size() - 1);
        }
        more.add(JSON.readTree(event.toJson()));
        if (more.size() > MAX_EVENTS) {
            more.remove(0);
        }
        if (event instanceof TrainingFinished finished) {
            return with(State.FINISHED, endOf(finished.status(), event), more);
        }
        if (event instanceof TrainingFailed failed) {
            return with(State.FAILED, endOf(failed.status(), event), more);
        }
        return with(event instanceof PollFailed ? state : State.IN_PROGRESS, null, more);
    }

    Training unknown() {
        return with(State.UNKNOWN, null, events);
    }

    private Training with(State newState, @Nullable Instant end, List<JsonNode> newEvents) {
        return new Training(id, name, file, target, type, rows, startedAt, newState, end, List.copyOf(newEvents));
    }

    /**
     * Returns the service's time of the last update. If that is not after the start, because the service may omit
     * fractions of a second, returns the time of the observation.
     */
    private Instant endOf(TrainingStatus status, StatusEvent event) {
        return status.updated().filter(end -> end.isAfter(startedAt)).orElse(event.observedAt());
    }

    private JsonNode last() {
        return events.get(events.size() - 1);
    }

    private static String text(JsonNode event, String field) {
        return event.path(field).asString("");
    }
}
