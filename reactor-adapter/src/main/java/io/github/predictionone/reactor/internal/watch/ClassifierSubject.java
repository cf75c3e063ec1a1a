package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.classifier.ClassifierEvent;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierState;
import io.github.predictionone.classifier.ClassifierStatus;
import io.github.predictionone.internal.wire.Callbacks;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.internal.exchange.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A classifier, looked for in the list of all by one and the same look as every other of its client. */
public final class ClassifierSubject implements Subject<ClassifierStatus, ClassifierEvent> {

    private final ClassifierId id;
    private final PollSchedule schedule;
    private final BiFunction<ClassifierId, @Nullable ClassifierStatus, Mono<Answer<ClassifierStatus>>> look;
    // What is not listed any more has ended; what never was may be about to appear.
    private volatile @Nullable ClassifierStatus lastSeen;

    /** The look gets the id, and the status that was seen last if there was one. */
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
    public boolean isTerminal(ClassifierStatus status) {
        return status.state().isEnd();
    }

    @Override
    public boolean isSameWord(ClassifierStatus one, ClassifierStatus other) {
        return one.word().equals(other.word());
    }

    @Override
    public boolean isSame(ClassifierStatus one, ClassifierStatus other) {
        return one.isSameAs(other);
    }

    @Override
    public String word(ClassifierStatus status) {
        return status.word();
    }

    @Override
    public @Nullable Instant created(ClassifierStatus status) {
        return status.createdAt();
    }

    @Override
    public String eventId(ClassifierStatus status) {
        return status.eventId();
    }

    @Override
    public ClassifierEvent changed(ClassifierStatus status, Instant observedAt) {
        return new ClassifierEvent.StatusChanged(status, status.eventId(), observedAt);
    }

    @Override
    public ClassifierEvent unchanged(ClassifierStatus status, Instant observedAt) {
        return new ClassifierEvent.StatusUnchanged(status, status.eventId(), observedAt);
    }

    @Override
    public ClassifierEvent ended(ClassifierStatus status, Instant observedAt) {
        if (status.state() == ClassifierState.RUNNING) {
            return new ClassifierEvent.ClassifierRunning(status, status.eventId(), observedAt);
        }
        return status.state() == ClassifierState.FAILED
                ? new ClassifierEvent.ClassifierFailed(status, status.eventId(), observedAt)
                : new ClassifierEvent.ClassifierTerminated(status, status.eventId(), observedAt);
    }

    @Override
    public ClassifierEvent pollFailed(
            String eventId, Instant observedAt, String reason, Duration nextPollIn, int consecutiveFailures) {
        return new ClassifierEvent.PollFailed(id, eventId, observedAt, reason, nextPollIn, consecutiveFailures);
    }
}
