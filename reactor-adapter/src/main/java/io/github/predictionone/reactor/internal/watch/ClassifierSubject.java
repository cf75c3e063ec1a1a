package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.classifier.ClassifierEvent;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierStatus;
import io.github.predictionone.internal.wire.Callbacks;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.exchange.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A classifier, which a poll looks up in the list of all classifiers. All subjects of a client have the same
 * {@code look}, so equal ones share a poller.
 */
public final class ClassifierSubject implements Subject<ClassifierStatus, ClassifierEvent> {

    private final ClassifierId id;
    private final PollSchedule schedule;
    private final BiFunction<ClassifierId, @Nullable ClassifierStatus, Mono<Answer<ClassifierStatus>>> look;
    // A classifier that is no longer listed has ended; one that was never listed may be about to appear.
    private volatile @Nullable ClassifierStatus lastSeen;

    /** {@code look} receives the id and the last seen status, or null before the first. */
    public ClassifierSubject(
            ClassifierId id,
            PollSchedule schedule,
            BiFunction<ClassifierId, @Nullable ClassifierStatus, Mono<Answer<ClassifierStatus>>> look) {
        this.id = id;
        this.schedule = schedule;
        this.look = look;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClassifierSubject subject
                && subject.id.equals(id)
                && Callbacks.isSame(schedule, subject.schedule)
                && subject.look.equals(look);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public ClassifierId id() {
        return id;
    }

    @Override
    public String name() {
        return "classifier " + id;
    }

    @Override
    public Mono<Answer<ClassifierStatus>> poll() {
        return Mono.defer(() -> look.apply(id, lastSeen)).doOnNext(answer -> lastSeen = answer.value());
    }

    @Override
    public PollSchedule schedule() {
        return schedule;
    }

    @Override
    public ClassifierEvent event(ClassifierStatus status, Instant observedAt) {
        return ClassifierEvent.of(status, observedAt);
    }

    @Override
    public ClassifierEvent unchanged(ClassifierStatus status, Instant observedAt) {
        return ClassifierEvent.unchanged(status, observedAt);
    }

    @Override
    public ClassifierEvent pollFailed(
            @Nullable String statusId,
            Instant observedAt,
            String reason,
            Duration nextPollIn,
            int consecutiveFailures) {
        return ClassifierEvent.pollFailed(id, statusId, observedAt, reason, nextPollIn, consecutiveFailures);
    }
}
