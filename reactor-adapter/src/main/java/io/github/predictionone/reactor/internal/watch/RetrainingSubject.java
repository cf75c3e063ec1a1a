package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.internal.wire.Callbacks;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.retraining.RetrainingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A retraining. All subjects of a client have the same status check, so equal ones share a poller. */
public record RetrainingSubject(
        RetrainJobId id, PollSchedule schedule, Function<RetrainJobId, Mono<Answer<RetrainingStatus>>> statusCheck)
        implements Subject<RetrainingStatus, RetrainingEvent> {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RetrainingSubject subject
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
    public Mono<Answer<RetrainingStatus>> poll() {
        return statusCheck.apply(id);
    }

    @Override
    public RetrainingEvent event(RetrainingStatus status, Instant observedAt) {
        return RetrainingEvent.of(status, observedAt);
    }

    @Override
    public RetrainingEvent unchanged(RetrainingStatus status, Instant observedAt) {
        return RetrainingEvent.unchanged(status, observedAt);
    }

    @Override
    public RetrainingEvent pollFailed(
            @Nullable String statusId,
            Instant observedAt,
            String reason,
            Duration nextPollIn,
            int consecutiveFailures) {
        return RetrainingEvent.pollFailed(id, statusId, observedAt, reason, nextPollIn, consecutiveFailures);
    }
}
