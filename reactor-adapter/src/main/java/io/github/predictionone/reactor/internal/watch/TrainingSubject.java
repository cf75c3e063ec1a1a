package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.internal.wire.Callbacks;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A training. All subjects of a client have the same status check, so equal ones share a poller. */
public record TrainingSubject(
        TrainingId id, PollSchedule schedule, Function<TrainingId, Mono<Answer<TrainingStatus>>> statusCheck)
        implements Subject<TrainingStatus, StatusEvent> {

    /** Returns Train Status Check without the archive's URL, which events do not need. */
    public static Function<TrainingId, Mono<Answer<TrainingStatus>>> statusCheck(
            Exchange exchange, StatusClassifier classifier) {
        return id -> exchange.send(Requests.trainingStatus(id, classifier))
                .map(answer -> new Answer<>(answer.value().status(), answer.retryAfter()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrainingSubject subject
                && id.equals(subject.id)
                && Callbacks.isSame(schedule, subject.schedule)
                && statusCheck.equals(subject.statusCheck);
    }

    /** Hashes the id alone: schedules seldom differ, and the first call of a record's generated method is slow. */
    @Override
    public int hashCode() {
        return id.value().hashCode();
    }

    @Override
    public String name() {
        return "training " + id;
    }

    @Override
    public Mono<Answer<TrainingStatus>> poll() {
        return statusCheck.apply(id);
    }

    @Override
    public StatusEvent event(TrainingStatus status, Instant observedAt) {
        return StatusEvent.of(status, observedAt);
    }

    @Override
    public StatusEvent unchanged(TrainingStatus status, Instant observedAt) {
        return StatusEvent.unchanged(status, observedAt);
    }

    @Override
    public StatusEvent pollFailed(
            @Nullable String statusId,
            Instant observedAt,
            String reason,
            Duration nextPollIn,
            int consecutiveFailures) {
        return StatusEvent.pollFailed(id, statusId, observedAt, reason, nextPollIn, consecutiveFailures);
    }
}
