package io.github.predictionone.dashboard;

import io.github.predictionone.reactor.PredictionOneClient;
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
import reactor.core.publisher.Flux;

/** What happens to the trainings that a page shows, on one stream: a browser has six connections for all its pages. */
@RestController
final class EventController {

    private final PredictionOneClient client;

    EventController(PredictionOneClient client) {
        this.client = client;
    }

    /** A browser that reconnects by itself sends the header; a page that opens a new stream has the parameter alone. */
    @GetMapping("/api/events")
    ResponseEntity<Flux<ServerSentEvent<String>>> events(
            @RequestParam("id") List<TrainingId> ids,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String header,
            @RequestParam(name = "lastEventId", required = false) @Nullable String parameter) {
        return StatusEvents.response(client, ids, header != null ? header : parameter);
    }
}
