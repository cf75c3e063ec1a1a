package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.internal.wire.Callbacks;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.training.PollFailed;
import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.StatusUnchanged;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A training, asked about by one and the same status check as every other of its client. */
public record TrainingSubject(
        TrainingId id, PollSchedule schedule, Function<TrainingId, Mono<Answer<TrainingStatus>>> statusCheck)
        implements Subject<TrainingStatus, StatusEvent> {

    /** Train Status Check, without what is not for events: the archive's URL. */
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

    /** Schedules seldom differ, and the JDK is slow to make a record's own hash the first time. */
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
    public boolean isTerminal(TrainingStatus status) {
        return status.state() != TrainingState.IN_PROGRESS;
    }

    @Override
    public boolean isSameWord(TrainingStatus one, TrainingStatus other) {
        return one.word().equals(other.word());
    }

    @Override
    public boolean isSame(TrainingStatus one, TrainingStatus other) {
        return one.isSameAs(other);
    }

    @Override
    public String word(TrainingStatus status) {
        return status.word();
    }

    @Override
    public @Nullable Instant created(TrainingStatus status) {
        return status.createdAt();
    }

    @Override
    public String eventId(TrainingStatus status) {
        return status.eventId();
    }

    @Override
    public StatusEvent changed(TrainingStatus status, Instant observedAt) {
        return new StatusChanged(status, status.eventId(), observedAt);
    }

    @Override
    public StatusEvent unchanged(TrainingStatus status, Instant observedAt) {
        return new StatusUnchanged(status, status.eventId(), observedAt);
    }

    @Override
    public StatusEvent ended(TrainingStatus status, Instant observedAt) {
        return status.state() == TrainingState.FINISHED
                ? new TrainingFinished(status, status.eventId(), observedAt)
                : new TrainingFailed(status, status.eventId(), observedAt);
    }

    @Override
    public StatusEvent pollFailed(
            String eventId, Instant observedAt, String reason, Duration nextPollIn, int consecutiveFailures) {
        return new PollFailed(id, eventId, observedAt, reason, nextPollIn, consecutiveFailures);
    }
}
