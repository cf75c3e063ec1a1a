package io.github.predictionone.reactor.micrometer;

import io.github.predictionone.reactor.Instrumentation.Call;
import io.github.predictionone.reactor.Instrumentation.Outcome;
import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** One call as an observation, with a callback for its retries. */
final class ObservedCall implements Call {

    /** The key of Micrometer's {@code ObservationThreadLocalAccessor}; that class needs another library to load. */
    static final String KEY = "micrometer.observation";

    private static final ApiCallConvention CONVENTION = new ApiCallConvention();

    private final ApiCallContext context;
    private final Observation observation;
    private final Runnable retried;
    private volatile boolean attempted;

    private ObservedCall(ApiCallContext context, Observation observation, Runnable retried) {
        this.context = context;
        this.observation = observation;
        this.retried = retried;
    }

    static ObservedCall start(
            ApiCallContext context, ContextView caller, ObservationRegistry observations, Runnable retried) {
        Observation observation = Observation.createNotStarted(null, CONVENTION, () -> context, observations);
        if (context.call().background() && !observation.isNoop()) {
            // The call is independent of the work that this thread has just done, so neither that work's observation
            // nor its span may become the parent.
            context.setParentObservation(null);
            new NullObservation(observations).scoped(() -> {
                observation.start();
            });
        } else {
            caller.<Observation>getOrEmpty(KEY).ifPresent(observation::parentObservation);
            observation.start();
        }
        return new ObservedCall(context, observation, retried);
    }

    @Override
    public Map<String, String> headers() {
        return Objects.requireNonNullElse(context.getCarrier(), Map.of());
    }

    @Override
    public Context contextOf(Context subscribers) {
        return observation.isNoop() ? subscribers : subscribers.put(KEY, observation);
    }

    @Override
    public void attempted() {
        if (attempted) {
            retried.run();
        }
        attempted = true;
        context.setResponse(null);
    }

    @Override
    public void answered(int status) {
        context.setResponse(status);
    }

    @Override
    public void ended(Outcome outcome, @Nullable Throwable failure) {
        context.ended(outcome);
        if (failure != null) {
            observation.error(failure);
        }
        observation.stop();
    }
}
