package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.WatchStatus;
import io.github.predictionone.internal.wire.Callbacks;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.support.JvmError;
import io.github.predictionone.reactor.internal.support.Requester;
import io.github.predictionone.reactor.internal.support.Time;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.context.Context;

/** A single poll. Passes its result to the poller, which decides what follows. */
final class Poll<S extends WatchStatus, E> extends BaseSubscriber<Answer<S>> {

    private final Poller<S, E> poller;
    private final Requester requester;
    private final Time time;
    private final long begunAt;

    Poll(Poller<S, E> poller, Requester requester, Time time) {
        this.poller = poller;
        this.requester = requester;
        this.time = time;
        this.begunAt = time.nanos();
    }

    /** Adds a viewer that waits for this poll. */
    void join(String viewer) {
        requester.join(viewer);
    }

    @Override
    public Context currentContext() {
        return requester.context();
    }

    @Override
    protected void hookOnNext(Answer<S> answer) {
        decide(() -> poller.answered(answer));
    }

    @Override
    protected void hookOnError(Throwable reason) {
        decide(() -> poller.failed(reason, begunAt));
    }

    /** Runs the work, on a delivery thread if it calls a custom schedule, which may block. */
    private void decide(Runnable work) {
        if (Callbacks.isOurs(poller.subject().schedule())) {
            endingIfBroken(work);
        } else {
            time.callBack(() -> endingIfBroken(work));
        }
    }

    /** Ends every watch if the next poll can't be planned, because a schedule throws or the JVM is out of memory. */
    private void endingIfBroken(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            poller.endAll(JvmError.toException(poller.doing(), e));
        }
    }
}
