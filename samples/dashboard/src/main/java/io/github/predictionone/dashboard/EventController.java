package io.github.predictionone.dashboard;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.TrainingId;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** What happens to trainings, live. */
@RestController
final class EventController {

    private final PredictionOneClient client;

    EventController(PredictionOneClient client) {
        this.client = client;
    }

    @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<String>> events(@RequestParam("id") List<TrainingId> ids) {
        return Flux.fromIterable(ids)
                .flatMap(client::watchTraining, 200)
                .map(event -> ServerSentEvent.builder(event.toJson())
                        .event(event.type())
                        .id(event.eventId())
                        .build())
                .concatWith(Flux.never());
    }
}
