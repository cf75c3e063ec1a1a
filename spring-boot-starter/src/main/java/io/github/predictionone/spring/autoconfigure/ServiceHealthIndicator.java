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
 * Asks for the status of a training that does not exist. The service has to know the key before it can say so, and
 * nothing comes of it; it has no call that is cheaper.
 */
final class ServiceHealthIndicator implements ReactiveHealthIndicator {

    private static final TrainingId NO_TRAINING = TrainingId.of("health-check");

    private final Mono<Health> health;

    /** An answer stands for a while, and all who ask at a time wait for the same one. */
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

    /** It says no to this training, and neither to the key nor to everyone. */
    private static boolean isAnswer(Throwable failure) {
        return failure instanceof ApiException refusal
                && !(failure instanceof AuthenticationException)
                && !refusal.isTransient()
                && refusal.httpStatus() < 500;
    }

    private static Health unanswered(Duration timeout) {
        return Health.down()
                .withDetail("error", "no answer within " + timeout.toMillis() + " ms, the wait for a permit included")
                .build();
    }
}
