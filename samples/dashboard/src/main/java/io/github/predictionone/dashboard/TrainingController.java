package io.github.predictionone.dashboard;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.spring.ResultResponses;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Serves the trainings of this dashboard. */
@RestController
@RequestMapping("/api/trainings")
final class TrainingController {

    private final PredictionOneClient client;
    private final DashboardProperties properties;
    private final TrainingStore store;
    private final TrainingStart start;
    private final TrainingRecorder recorder;
    private final Results results;

    TrainingController(
            PredictionOneClient client,
            DashboardProperties properties,
            TrainingStore store,
            TrainingStart start,
            TrainingRecorder recorder,
            Results results) {
        this.client = client;
        this.properties = properties;
        this.store = store;
        this.start = start;
        this.recorder = recorder;
        this.results = results;
    }

    @GetMapping
    TrainingView.Listing list() {
        List<TrainingView> latestFirst = store.all().stream()
                .sorted(Comparator.comparing(Training::startedAt).reversed())
                .map(this::view)
                .toList();
        return new TrainingView.Listing(Instant.now(), properties.maxFileSize().toBytes(), latestFirst);
    }

    @PostMapping
    Mono<ResponseEntity<TrainingView>> start(@RequestBody TrainingStart.Order order) {
        return start.start(order)
                .map(training -> ResponseEntity.created(location(training)).body(view(training)));
    }

    @GetMapping("/{id}")
    TrainingView get(@PathVariable TrainingId id) {
        return view(existing(id));
    }

    /** Removes a training from the list. The service keeps the training and continues it. */
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> forget(@PathVariable TrainingId id) {
        return Mono.fromCallable(() -> forgotten(existing(id))).subscribeOn(Schedulers.boundedElastic());
    }

    @GetMapping("/{id}/report")
    Mono<Report> report(@PathVariable TrainingId id) {
        return isFinished(existing(id))
                .filter(finished -> finished)
                .switchIfEmpty(Mono.error(MissingException::result))
                .flatMap(finished -> results.report(id));
    }

    /** Returns the archive as the service stores it. */
    @GetMapping("/{id}/result")
    Mono<ResponseEntity<Flux<ByteBuffer>>> result(@PathVariable TrainingId id, ServerHttpRequest request) {
        Training training = existing(id);
        return ResultResponses.of(client, training.id(), request, training.name() + ".zip");
    }

    /**
     * Returns whether the training has finished. A page can receive the end and request the report before the end is
     * recorded, but the watch that both share already knows the end.
     */
    private Mono<Boolean> isFinished(Training training) {
        return training.state() == Training.State.IN_PROGRESS
                ? client.watchTraining(training.id()).next().map(event -> event instanceof TrainingFinished)
                : Mono.just(training.state() == Training.State.FINISHED);
    }

    private ResponseEntity<Void> forgotten(Training training) throws IOException {
        recorder.forget(training.id());
        store.remove(training.id());
        results.delete(training.id());
        return ResponseEntity.noContent().build();
    }

    private static URI location(Training training) {
        return URI.create(
                "/api/trainings/" + UriUtils.encodePathSegment(training.id().value(), StandardCharsets.UTF_8));
    }

    private Training existing(TrainingId id) {
        return store.find(id).orElseThrow(MissingException::training);
    }

    private TrainingView view(Training training) {
        return new TrainingView(training, Expected.of(training.rows(), store.all(), properties.guess()));
    }
}
