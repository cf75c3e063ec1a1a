package io.github.predictionone.spring;

import io.github.predictionone.ClientClosedException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.codec.ServerSentEvent;
import tools.jackson.databind.json.JsonMapper;

/** The frames of a stream. */
final class SseFrames {

    static final String END = "end";
    static final String FAILED = "watch-failed";

    private static final Logger LOG = LoggerFactory.getLogger(StatusEvents.class);
    private static final JsonMapper JSON = new JsonMapper();

    private static final ServerSentEvent<String> ALIVE =
            ServerSentEvent.<String>builder().comment("alive").build();
    private static final ServerSentEvent<String> OVER = ServerSentEvent.builder("{\"type\":\"" + END + "\"}")
            .id(LastEventIds.END)
            .event(END)
            .build();

    private SseFrames() {}

    /**
     * Returns the frame that makes the server send the response head, and that sets the browser's reconnection time.
     */
    static ServerSentEvent<String> first(SseOptions options) {
        return ServerSentEvent.<String>builder()
                .retry(options.retry())
                .comment("connected")
                .build();
    }

    static ServerSentEvent<String> alive() {
        return ALIVE;
    }

    static ServerSentEvent<String> event(String id, StatusEvent event) {
        return ServerSentEvent.builder(event.toJson())
                .id(id)
                .event(event.type())
                .build();
    }

    /** Returns a frame without an id, so the browser keeps the id of the last event. */
    static ServerSentEvent<String> failed(@Nullable TrainingId id, Throwable failure) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", FAILED);
        if (id != null) {
            data.put("trainingId", id);
        }
        if (failure instanceof PredictionOneException known) {
            data.put("message", String.valueOf(known.getMessage()));
            data.put("transient", known.isTransient());
        } else {
            LOG.error("watch failed", failure);
            data.put("message", "The server failed to watch the training.");
            data.put("transient", true);
        }
        return ServerSentEvent.builder(JSON.writeValueAsString(data))
                .event(FAILED)
                .build();
    }

    static ServerSentEvent<String> end() {
        return OVER;
    }

    static boolean isEnd(ServerSentEvent<String> frame) {
        return END.equals(frame.event());
    }

    /** Returns false if the client was closed: the application is shutting down, and the browser must reconnect. */
    static boolean isTellable(Throwable failure) {
        return !(failure instanceof ClientClosedException);
    }
}
