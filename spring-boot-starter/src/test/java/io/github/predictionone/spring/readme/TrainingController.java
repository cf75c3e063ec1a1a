package io.github.predictionone.spring.readme;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.spring.StatusEvents;
import io.github.predictionone.training.TrainingId;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

@RestController
class TrainingController {

    private final PredictionOneClient client;

    TrainingController(PredictionOneClient client) {
        this.client = client;
    }

    @GetMapping("/trainings/{id}/events")
    ResponseEntity<Flux<ServerSentEvent<String>>> events(
            @PathVariable TrainingId id, @RequestHeader(name = "Last-Event-ID", required = false) String lastEventId) {
        return StatusEvents.response(client, id, lastEventId);
    }
}
