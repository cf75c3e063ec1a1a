package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.internal.wire.Callbacks;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.retraining.RetrainEvent;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainStatus;
import io.github.predictionone.retraining.RetrainingState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A retraining, asked about by one and the same status check as every other of its client. */
public record RetrainSubject(
        RetrainJobId id, PollSchedule schedule, Function<RetrainJobId, Mono<Answer<RetrainStatus>>> statusCheck)
        implements Subject<RetrainStatus, RetrainEvent> {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RetrainSubject subject
                && id.equals(subject.id)
                && Callbacks.isSame(schedule, subject.schedule)
                && statusCheck.equals(subject.statusCheck);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String name() {
        return "retraining " + id;
    }

    @Override
    public Mono<Answer<RetrainStatus>> poll() {
        return statusCheck.apply(id);
    }

    @Override
    public boolean isTerminal(RetrainStatus status) {
        return status.state() != RetrainingState.IN_PROGRESS;
    }

    @Override
    public boolean isSameWord(RetrainStatus one, RetrainStatus other) {
        return one.word().equals(other.word());
    }

    @Override
    public boolean isSame(RetrainStatus one, RetrainStatus other) {
        return one.isSameAs(other);
    }

    @Override
    public String word(RetrainStatus status) {
        return status.word();
    }

    @Override
    public @Nullable Instant created(RetrainStatus status) {
        return null;
    }

    @Override
    public String eventId(RetrainStatus status) {
        return status.eventId();
    }

    @Override
    public RetrainEvent changed(RetrainStatus status, Instant observedAt) {
        return new RetrainEvent.StatusChanged(status, status.eventId(), observedAt);
    }

    @Override
    public RetrainEvent unchanged(RetrainStatus status, Instant observedAt) {
        return new RetrainEvent.StatusUnchanged(status, status.eventId(), observedAt);
    }

    @Override
    public RetrainEvent ended(RetrainStatus status, Instant observedAt) {
        return status.state() == RetrainingState.FINISHED
                ? new RetrainEvent.RetrainingFinished(status, status.eventId(), observedAt)
                : new RetrainEvent.RetrainingFailed(status, status.eventId(), observedAt);
    }

    @Override
    public RetrainEvent pollFailed(
            String eventId, Instant observedAt, String reason, Duration nextPollIn, int consecutiveFailures) {
        return new RetrainEvent.PollFailed(id, eventId, observedAt, reason, nextPollIn, consecutiveFailures);
    }
}
