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
 * Watches every training to its end and writes down what happens, whether a page is open or not. Pages that watch the
 * same training share the poller.
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

    /** Goes on where an earlier run has ended. */
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        store.all().stream().filter(training -> !training.isOver()).forEach(training -> watch(training.id()));
    }

    void watch(TrainingId id) {
        watches.computeIfAbsent(
                id,
                key -> recorded(id)
                        .doFinally(end -> watches.remove(id))
                        .subscribe(ignored -> {}, failure -> LOG.warn("A training is no longer watched", failure)));
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
                .doOnError(failure -> LOG.debug("The watch of {} ended", id, failure))
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

    /** At once, as long as the service has it; a report that is asked for later downloads what is missing. */
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

    /** Whether the service answered that there is no such training, rather than not at all. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ApiException refusal
                && !(failure instanceof AuthenticationException)
                && !refusal.isTransient()
                && refusal.httpStatus() < 500;
    }
}
