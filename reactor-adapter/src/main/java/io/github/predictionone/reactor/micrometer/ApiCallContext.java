package io.github.predictionone.reactor.micrometer;

import io.github.predictionone.reactor.Instrumentation.ApiCall;
import io.github.predictionone.reactor.Instrumentation.Outcome;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplySenderContext;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The context of an observed call, for an application's own conventions, filters and handlers. Its carrier holds the
 * headers that are sent with each of the call's requests. Its response is the HTTP status of the last attempt, or null
 * until that attempt has a response.
 */
public final class ApiCallContext extends RequestReplySenderContext<Map<String, String>, Integer> {

    private final ApiCall call;
    private final String clientName;
    private volatile @Nullable Integer status;
    private volatile @Nullable Outcome outcome;

    ApiCallContext(ApiCall call, String clientName) {
        super(
                (headers, name, value) ->
                        Objects.requireNonNull(headers, "carrier").put(name, value),
                Kind.CLIENT);
        this.call = call;
        this.clientName = clientName;
        setCarrier(new ConcurrentHashMap<>());
        setRemoteServiceName("prediction-one");
    }

    /**
     * Returns the observed call.
     *
     * @return method, path, and whether the client makes it by itself
     */
    public ApiCall call() {
        return call;
    }

    /**
     * Returns the name of the client that makes the call.
     *
     * @return the client's name, as passed to {@link MicrometerInstrumentation}
     */
    public String clientName() {
        return clientName;
    }

    /**
     * Returns how the call ended.
     *
     * @return null until the call has ended
     */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    void ended(Outcome how) {
        outcome = how;
    }

    @Override
    public @Nullable Integer getResponse() {
        return status;
    }

    @Override
    public void setResponse(@Nullable Integer response) {
        status = response;
    }
}
