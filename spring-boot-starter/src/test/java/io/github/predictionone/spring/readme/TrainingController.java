package io.github.predictionone.spring.readme;

import io.github.predictionone.spring.StatusEvents;
import io.github.predictionone.training.TrainingId;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
class TrainingController {

    private final StatusEvents events;

    TrainingController(StatusEvents events) {
        this.events = events;
    }

    @GetMapping("/trainings/{id}/events")
    Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> events(
            @PathVariable TrainingId id, ServerWebExchange exchange) {
        return events.respond(exchange, id);
    }
}
