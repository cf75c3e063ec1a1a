package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.TrainingId;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Requests the status of a training that does not exist. To refuse it, the service must first accept the key. The
 * request has no effect, and the service has no cheaper call.
 */
final class ServiceHealthIndicator implements ReactiveHealthIndicator {

    private static final TrainingId NO_TRAINING = TrainingId.of("health-check");

    private final Mono<Health> health;

    /** Creates an indicator that caches its result. Concurrent health checks share one request. */
    ServiceHealthIndicator(PredictionOneClient client, Duration timeout, Duration timeToLive, Scheduler timer) {
        this.health = Mono.defer(() -> client.trainingStatus(NO_TRAINING))
                .map(status -> Health.up().build())
                .onErrorResume(
                        ServiceHealthIndicator::isAnswer,
                        refusal -> Mono.just(Health.up().build()))
                .onErrorResume(failure -> Mono.just(Health.down(failure).build()))
                .timeout(timeout, Mono.fromSupplier(() -> unanswered(timeout)), timer)
                .cache(timeToLive, timer);
    }

    @Override
    public Mono<Health> health() {
        return health;
    }

    /** Returns whether the service is up: it refused this training, but accepted the key and did not fail. */
    private static boolean isAnswer(Throwable failure) {
        return failure instanceof ApiException refusal
                && !(failure instanceof AuthenticationException)
                && !refusal.isTransient()
                && refusal.httpStatus() < 500;
    }

    private static Health unanswered(Duration timeout) {
        return Health.down()
                .withDetail("error", "no answer within " + timeout.toMillis() + " ms, including the wait for a permit")
                .build();
    }
}
