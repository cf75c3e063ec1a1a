package io.github.predictionone.quickstart;

import io.github.predictionone.reactor.Instrumentation;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** Counts the inferences that run at the same time. */
final class InferenceCount implements Instrumentation {

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** Returns the highest number that ran at the same time so far. */
    int most() {
        return most.get();
    }

    @Override
    public Call callStarted(ApiCall call, ContextView context) {
        if (!call.path().endsWith("/inference")) {
            return new Call() {};
        }
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        return new Call() {
            @Override
            public void ended(Outcome outcome, @Nullable Throwable failure) {
                underWay.decrementAndGet();
            }
        };
    }
}
