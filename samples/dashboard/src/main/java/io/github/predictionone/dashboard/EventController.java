package io.github.predictionone.dashboard;

import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.spring.SseOptions;
import io.github.predictionone.spring.StatusEvents;
import io.github.predictionone.training.TrainingId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Streams the events of the trainings that a page shows. A page has a single stream, because a browser has only six
 * connections for all pages of a host.
 */
@RestController
final class EventController {

    private final StatusEvents events;
    private final TrainingStore store;

    EventController(StatusEvents events, TrainingStore store) {
        this.events = events;
        this.store = store;
    }

    /**
     * Returns the events of one training, or without an id, of all trainings in progress. A browser that reconnects by
     * itself sends the header; a page that opens a new stream can only send the parameter.
     */
    @GetMapping("/api/events")
    Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> events(
            ServerWebExchange exchange,
            @RequestParam(name = "id", required = false) @Nullable TrainingId id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String header,
            @RequestParam(name = "lastEventId", required = false) @Nullable String parameter) {
        List<TrainingId> ids = id != null ? List.of(id) : inProgress();
        String last = header != null ? header : parameter;
        return events.respond(exchange, ids, last, WatchOptions.defaults(), SseOptions.defaults());
    }

    private List<TrainingId> inProgress() {
        return store.all().stream()
                .filter(training -> training.state() == Training.State.IN_PROGRESS)
                .map(Training::id)
                .toList();
    }
}
