package io.github.predictionone.quickstart;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingId;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

@RestController
class TrainingController {

    private final PredictionOneClient client;

    TrainingController(PredictionOneClient client) {
        this.client = client;
    }

    @GetMapping(path = "/trainings/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<StatusEvent> events(@PathVariable TrainingId id) {
        return client.watchTraining(id);
    }
}
