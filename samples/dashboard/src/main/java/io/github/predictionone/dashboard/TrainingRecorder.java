package io.github.predictionone.dashboard;

import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.TrainingId;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Watches every training to its end and records its events, whether a page is open or not. Pages that watch the same
 * training share the poller.
 */
@Component
final class TrainingRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingRecorder.class);
    private static final Retry AGAIN = Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(10))
            .maxBackoff(Duration.ofMinutes(5))
            .transientErrors(true)
            .filter(failure -> !(failure instanceof ClientClosedException) && !isRefusal(failure));

    private final PredictionOneClient client;
    private final TrainingStore store;
    private final Results results;
    private final Map<TrainingId, Disposable> watches = new ConcurrentHashMap<>();

    TrainingRecorder(PredictionOneClient client, TrainingStore store, Results results) {
        this.client = client;
        this.store = store;
        this.results = results;
    }

    /** Resumes watching the trainings of an earlier run that are not over. */
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        store.all().stream().filter(training -> !training.isOver()).forEach(training -> watch(training.id()));
    }

    void watch(TrainingId id) {
        watches.computeIfAbsent(
                id,
                key -> recorded(id)
                        .doFinally(end -> watches.remove(id))
                        .subscribe(ignored -> {}, failure -> LOG.warn("training is no longer watched", failure)));
    }

    void forget(TrainingId id) {
        Disposable watch = watches.remove(id);
        if (watch != null) {
            watch.dispose();
        }
    }

    @PreDestroy
    void stop() {
        watches.keySet().forEach(this::forget);
    }

    private Mono<Void> recorded(TrainingId id) {
        return Flux.defer(() -> client.watchTraining(id, options(id)))
                .publishOn(Schedulers.boundedElastic(), 1)
                .doOnNext(event -> store.update(id, training -> training.with(event)))
                .doOnError(failure -> LOG.debug("watch of {} failed", id, failure))
                .retryWhen(AGAIN)
                .then(Mono.defer(() -> download(id)))
                .onErrorResume(TrainingRecorder::isRefusal, refused -> unknown(id))
                .onErrorComplete(ClientClosedException.class)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private WatchOptions options(TrainingId id) {
        return WatchOptions.defaults()
                .withLastEventId(store.find(id).map(Training::lastEventId).orElse(null));
    }

    /**
     * Downloads the result immediately, while the service has it. If this fails, a later request for the report
     * downloads it.
     */
    private Mono<Void> download(TrainingId id) {
        boolean finished = store.find(id)
                .filter(training -> training.state() == Training.State.FINISHED)
                .isPresent();
        return finished ? results.archive(id).onErrorComplete().then() : Mono.empty();
    }

    private Mono<Void> unknown(TrainingId id) {
        return Mono.<Void>fromRunnable(() -> store.update(id, Training::unknown))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Returns whether the service responded that it does not know the training, and did not merely fail. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ApiException refusal
                && !(failure instanceof AuthenticationException)
                && !refusal.isTransient()
                && refusal.httpStatus() < 500;
    }
}
