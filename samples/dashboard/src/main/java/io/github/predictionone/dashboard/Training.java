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
 * A training that was started here, and what is known of it.
 *
 * @param id the service's name for it
 * @param name its owner's name for it
 * @param file the name of the file that it learns from
 * @param target the column that it predicts
 * @param type what kind of value that is
 * @param rows how many rows the file has
 * @param startedAt when the service accepted it
 * @param state how it stands
 * @param endedAt when it ended, or null as long as that is not known
 * @param events what has been observed, as pages receive it, oldest first; of polls that failed in a row, the last
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

    /** How a training stands. */
    enum State {
        IN_PROGRESS,
        FINISHED,
        FAILED,
        /** The service does not know it, or no longer. */
        UNKNOWN
    }

    boolean isOver() {
        return state == State.FINISHED || state == State.FAILED;
    }

    /** The event behind which a watch goes on, or null. */
    @Nullable
    String lastEventId() {
        return events.isEmpty() ? null : text(last(), "eventId");
    }

    /** With one more event; the same again changes nothing. */
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

    /** The service's time of the last update, where it can be; its times may have whole seconds only. */
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
