package io.github.predictionone.benchmarks.dashboard;

import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.spring.SseOptions;
import io.github.predictionone.spring.StatusEvents;
import io.github.predictionone.training.TrainingId;
import java.time.Duration;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Serves status streams of one or several trainings, and the figures of this process. */
@RestController
class DashboardController {

    static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final WatchOptions WATCH = WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(INTERVAL));

    private final PredictionOneClient client;

    DashboardController(PredictionOneClient client) {
        this.client = client;
    }

    @GetMapping("/events")
    ResponseEntity<Flux<ServerSentEvent<String>>> events(
            @RequestParam List<TrainingId> training,
            @RequestHeader(name = "Last-Event-ID", required = false) String lastEventId) {
        return training.size() == 1
                ? StatusEvents.response(client, training.get(0), lastEventId, WATCH, SseOptions.defaults())
                : StatusEvents.response(client, training, lastEventId, WATCH, SseOptions.defaults());
    }

    @GetMapping("/process")
    ProcessFigures process() {
        return ProcessFigures.ofThisProcess();
    }
}
