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
 * What is known of a call while it is observed, for an application's own conventions, filters and handlers. Its carrier
 * holds the headers that go with each of the call's requests; its response is the HTTP status of the last attempt, and
 * null as long as that has no answer.
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
     * Which call it is.
     *
     * @return method, path, and whether the client makes it by itself
     */
    public ApiCall call() {
        return call;
    }

    /**
     * Whose call it is.
     *
     * @return the client's name, as {@link MicrometerInstrumentation} was given it
     */
    public String clientName() {
        return clientName;
    }

    /**
     * How the call ended.
     *
     * @return null as long as it has not
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
